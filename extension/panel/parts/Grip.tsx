/** The inner edge of the panel, by which it is made wider or narrower, with the mouse or the arrow keys. */
import { useRef } from "preact/hooks";
import { ask } from "../../dock/ask";
import type { Case } from "../case";
import { useDesk } from "../desk";

const NARROWEST = 320;
const WIDEST = 640;
const STEP = 20;

export function Grip({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { side, width } = at.preferences;
  const grabbed = useRef<{ x: number; width: number } | null>(null);
  /** Towards the page's middle the panel grows. */
  const inwards = side === "right" ? -1 : 1;
  const widen = (wanted: number) => {
    const fitting = Math.round(Math.min(WIDEST, Math.max(NARROWEST, wanted)));
    void work.dock({ side, width: fitting });
    return fitting;
  };
  const keep = () => void ask("set_preferences", { width: work.now.preferences.width });
  return (
    <div
      class={`grip ${side}`}
      role="separator"
      aria-orientation="vertical"
      aria-label={speech.say.width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        // By the screen: the frame itself moves under the pointer.
        grabbed.current = { x: event.screenX, width };
      }}
      onPointerMove={(event) => {
        if (grabbed.current) widen(grabbed.current.width + (event.screenX - grabbed.current.x) * inwards);
      }}
      onPointerUp={() => {
        grabbed.current = null;
        keep();
      }}
      onKeyDown={(event) => {
        const towards = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (towards === undefined) return;
        event.preventDefault();
        widen(width + STEP * towards * inwards);
        keep();
      }}
    />
  );
}
