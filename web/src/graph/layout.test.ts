import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Graph } from "../api/contract.ts";
import { layoutGraph, NODE_HEIGHT, NODE_WIDTH } from "./layout.ts";

function node(id: string, layer: number, row: number): Graph["nodes"][number] {
  return { id, label: id, kind: "step", layer, row };
}

const chain: Graph = {
  nodes: [node("a", 0, 0), node("b", 1, 0), node("c", 2, 0)],
  edges: [
    { from: "a", to: "b" },
    { from: "b", to: "c" },
    { from: "a", to: "c" },
  ],
};

describe("graph layout", () => {
  it("puts layers from left to right, or from top to bottom", () => {
    const across = layoutGraph(chain, "across").boxes;
    expect(across.map((box) => box.y)).toEqual([12, 12, 12]);
    expect(across.map((box) => box.x)).toEqual(across.map((box) => box.x).toSorted((a, b) => a - b));
    const down = layoutGraph(chain, "down").boxes;
    expect(new Set(down.map((box) => box.x)).size).toBe(1);
  });

  it("leads an edge that passes a box around it", () => {
    const layout = layoutGraph(chain, "across");
    const long = layout.wires.find((wire) => wire.edge.to === "c" && wire.edge.from === "a");
    expect(long?.label.y).toBeGreaterThan(12 + NODE_HEIGHT);
    expect(layout.height).toBeGreaterThan(long?.label.y ?? Number.POSITIVE_INFINITY);
  });

  it("leaves out an edge to a node that does not exist, instead of drawing it to nowhere", () => {
    expect(
      layoutGraph({ nodes: [node("a", 0, 0)], edges: [{ from: "a", to: "x" }] }, "across").wires,
    ).toEqual([]);
  });

  it("survives an empty graph", () => {
    expect(layoutGraph({ nodes: [], edges: [] }, "across").boxes).toEqual([]);
  });

  it("never lets boxes overlap, and keeps all of them inside", () => {
    const cells = fc.uniqueArray(fc.tuple(fc.nat(8), fc.nat(5)), {
      minLength: 1,
      maxLength: 25,
      selector: (cell) => cell.join(":"),
    });
    fc.assert(
      fc.property(cells, fc.constantFrom("across" as const, "down" as const), (places, direction) => {
        const nodes = places.map(([layer, row], index) => node(`n${index}`, layer, row));
        const { boxes, width, height } = layoutGraph({ nodes, edges: [] }, direction);
        for (const box of boxes) {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + NODE_WIDTH).toBeLessThanOrEqual(width);
          expect(box.y + NODE_HEIGHT).toBeLessThanOrEqual(height);
          for (const other of boxes) {
            if (other === box) continue;
            const apart = Math.abs(box.x - other.x) >= NODE_WIDTH || Math.abs(box.y - other.y) >= NODE_HEIGHT;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });
});
