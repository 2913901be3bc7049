import type { Environment } from "@marcbachmann/cel-js";
import type { Shape } from "./shape.ts";

/**
 * Declares a shape as types of an expression environment and returns the name of its type.
 * JSON numbers are doubles there; what may be of several types is dynamic.
 */
export function registerShape(environment: Environment, shape: Shape, name: string): string {
  switch (shape.kind) {
    case "string":
      return "string";
    case "number":
      return "double";
    case "bool":
      return "bool";
    case "timestamp":
      return "google.protobuf.Timestamp";
    case "list":
      return `list<${registerShape(environment, shape.items, `${name}_item`)}>`;
    case "map":
      return `map<string, ${registerShape(environment, shape.values, `${name}_value`)}>`;
    case "object": {
      const fields: Record<string, string> = {};
      for (const [field, { shape: fieldShape }] of shape.fields) {
        // What cannot be written as a name cannot be declared either; such an object stays dynamic.
        if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(field)) return "dyn";
        fields[field] = registerShape(environment, fieldShape, `${name}_${field}`);
      }
      environment.registerType(name, { fields });
      return name;
    }
    case "any":
    case "null":
    case "union":
      return "dyn";
    default: {
      const never: never = shape;
      return never;
    }
  }
}
