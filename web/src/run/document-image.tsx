import { useEffect, useRef, useState } from "react";

const DATA_URL = /^data:(image\/(?:png|jpeg|webp));base64,/;
const DEPTH_MAX = 5;

/** The first picture that travels inside a run input, as a data URL. */
export function imageIn(value: unknown, depth = 0): string | undefined {
  if (typeof value === "string") return DATA_URL.test(value) ? value : undefined;
  if (typeof value !== "object" || value === null || depth > DEPTH_MAX) return undefined;
  for (const member of Object.values(value)) {
    const found = imageIn(member, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * A document as it was handed in. It is drawn on a canvas, because the content security
 * policy lets pictures come only from this server's own files.
 */
export function DocumentImage({ source, label }: { source: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    let current = true;
    setBroken(false);
    decode(source)
      .then((bitmap) => {
        const element = canvas.current;
        if (!current || element === null) return;
        element.width = bitmap.width;
        element.height = bitmap.height;
        element.getContext("2d")?.drawImage(bitmap, 0, 0);
        bitmap.close();
      })
      .catch(() => {
        if (current) setBroken(true);
      });
    return () => {
      current = false;
    };
  }, [source]);
  if (broken) return <p className="muted">The picture cannot be shown by this browser.</p>;
  return (
    <canvas ref={canvas} className="document-image" role="img" aria-label={label} width="5" height="3" />
  );
}

async function decode(source: string): Promise<ImageBitmap> {
  const match = DATA_URL.exec(source);
  if (match === null) throw new Error("not a picture");
  const bytes = Uint8Array.from(atob(source.slice(match[0].length)), (character) => character.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type: match[1] ?? "image/png" }));
}
