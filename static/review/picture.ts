/**
 * Makes a PNG of a figure, with the page's own type inside.
 *
 * A picture is drawn apart from the page and reaches no file of it, so the pieces of type that its
 * words need are put into it; without them a tablet that has no Chinese of its own shows boxes.
 */

const RANGE = /U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi;
const URL_IN_SOURCE = /url\("?([^")]+)"?\)/;
// Type that lies in the picture itself is read in a few hundredths of a second.
const LOOK_MS = 100;
const SAME = 3;
const TRIES = 30;

const HEAD_PX = 90;
const MARGIN_PX = 40;

interface Size {
  width: number;
  height: number;
}

/** What stands over a picture: the first line large, the others small in one. */
interface Head {
  lines: string[];
  ink: string;
  ground: string;
  type: string;
}

/** Return the picture of an SVG as PNG, its head above it. */
export async function pngOf(svg: string, { width, height }: Size, head: Head): Promise<Blob> {
  const dressed = svg.replace(/(<svg[^>]*>)/, `$1<style>${await typeFor(svg)}</style>`);
  const address = URL.createObjectURL(new Blob([dressed], { type: "image/svg+xml" }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    return await settled(image, head);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hand a file out under a name. */
export function handOut(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A picture is there before its type is: draw it until it changes no more. */
async function settled(image: HTMLImageElement, head: Head): Promise<Blob> {
  const { width, height } = image;
  const canvas = Object.assign(document.createElement("canvas"), { width, height: height + HEAD_PX });
  const pen = canvas.getContext("2d")!;
  let last: Blob | null = null;
  for (let same = 0, tries = 0; same < SAME && tries < TRIES; tries += 1) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    writeHead(pen, head);
    pen.drawImage(image, 0, HEAD_PX, width, height);
    const drawn = await blobOf(canvas);
    same = last && drawn.size === last.size ? same + 1 : 0;
    last = drawn;
  }
  return last!;
}

function writeHead(pen: CanvasRenderingContext2D, { lines: [first, ...more], ink, ground, type }: Head): void {
  pen.fillStyle = ground;
  pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height);
  pen.fillStyle = ink;
  pen.font = `700 28px ${type}`;
  pen.fillText(first ?? "", MARGIN_PX, 44);
  pen.font = `400 18px ${type}`;
  pen.fillText(more.join(" · "), MARGIN_PX, 76);
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png"));
}

/** Return the faces whose letters stand in a text, each with its file inside. */
async function typeFor(text: string): Promise<string> {
  const letters = [...new Set(text)].map((letter) => letter.codePointAt(0)!);
  const wanted = facesOfPage().filter(({ style }) => covers(style.getPropertyValue("unicode-range"), letters));
  return (await Promise.all(wanted.map(withFile))).join("");
}

function facesOfPage(): CSSFontFaceRule[] {
  return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule));
}

function covers(ranges: string, letters: readonly number[]): boolean {
  return [...ranges.matchAll(RANGE)].some(([, from, to]) => {
    const [first, last] = [parseInt(from!, 16), parseInt(to ?? from!, 16)];
    return letters.some((letter) => letter >= first && letter <= last);
  });
}

async function withFile({ style, parentStyleSheet }: CSSFontFaceRule): Promise<string> {
  const [, path] = style.getPropertyValue("src").match(URL_IN_SOURCE) ?? [];
  if (!path) return "";
  const file = await fetch(new URL(path, parentStyleSheet?.href ?? location.href));
  const parts = ["font-family", "font-style", "font-weight", "unicode-range"].map((name) => `${name}:${style.getPropertyValue(name)}`);
  return `@font-face{${parts.join(";")};src:url(${await asText(await file.blob())})}`;
}

function asText(file: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as string);
    reader.onerror = () => failed(reader.error!);
    reader.readAsDataURL(file);
  });
}
