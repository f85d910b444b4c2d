/** The true size of a box on the glass, so that drawings are made in CSS pixels and type stays legible. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Size {
  width: number;
  height: number;
}

/** Return a ref for a box and its size, null before it is laid out. */
export function useSize<T extends Element>(): [RefObject<T | null>, Size | null] {
  const box = useRef<T>(null);
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const watched = box.current;
    if (!watched) return;
    const measure = () => {
      const { width, height } = watched.getBoundingClientRect();
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(watched);
    measure();
    return () => observer.disconnect();
  }, []);
  return [box, size];
}
