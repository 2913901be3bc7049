/** What starts a workflow, in words; the API gives the kind and its one fact. */
export function triggerSentence(trigger: { readonly kind: string; readonly text: string }): string {
  const { kind, text } = trigger;
  switch (kind) {
    case "event":
      return `When the event ${text} arrives`;
    case "webhook":
      return `When a signed request arrives: ${text}`;
    case "schedule":
      return `By schedule: ${text}`;
    case "list_update":
      return `When a list is updated: ${text}`;
    case "manual":
      return "By hand, or through the API";
    default:
      return text;
  }
}
