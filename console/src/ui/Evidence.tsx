import classes from "./Evidence.module.css";
import { pieces, type TextSpan } from "./spans";

interface Props {
  readonly text: string;
  readonly spans: readonly TextSpan[];
}

/** A text with its evidence highlighted in place: `<Evidence text={turn.text} spans={[{ start, end, label }]} />`. */
export function Evidence({ text, spans }: Props) {
  return (
    <span className={classes.text}>
      {pieces(text, spans).map((piece, index) =>
        piece.labels === null ? (
          <span key={index}>{piece.text}</span>
        ) : (
          <mark key={index} className={classes.mark} title={piece.labels.join(", ")}>
            {piece.text}
          </mark>
        ),
      )}
    </span>
  );
}
