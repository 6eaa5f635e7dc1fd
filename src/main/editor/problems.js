// Shows problems below their lines. The source is the server's list above the editor, which has the texts too.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

const show = StateEffect.define();

class Note extends WidgetType {
  constructor(problem, cure) {
    super();
    this.problem = problem;
    this.cure = cure;
  }

  eq(other) {
    const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);
    return same(this.problem, other.problem) && same(this.cure, other.cure);
  }

  toDOM(view) {
    const note = document.createElement("div");
    note.className = "problem";
    note.setAttribute("role", "note");
    const place = document.createElement("b");
    place.textContent = `✕ ${placeOf(this.problem)}`;
    const words = document.createElement("p");
    words.textContent = `${this.problem.message} ${this.problem.fix}`.trim();
    note.append(place, words);
    if (this.cure) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text("insert", this.cure.insert);
      button.addEventListener("click", () => {
        view.dispatch({ changes: this.cure, selection: { anchor: this.cure.from + this.cure.insert.length } });
        view.focus();
      });
      note.append(button);
    }
    return note;
  }

  ignoreEvent() {
    return true;
  }
}

/** A text of the page, with its arguments in place of the %s. */
function text(name, ...values) {
  return values.reduce((pattern, value) => pattern.replace("%s", () => value), document.getElementById("problems").dataset[name]);
}

function placeOf({ line, column }) {
  if (line === 0) return text("wholeFile");
  return column > 0 ? text("lineColumn", line, column) : text("line", line);
}

/** The piece of the line that the problem is about: a ${…}, a <#…>, or the word at the column. */
function piece(line, column) {
  const at = Math.max(0, column - 1);
  for (const one of line.text.matchAll(/\$\{[^}]*\}?|<\/?#[^>]*>?/g)) {
    if (one.index <= at && at < one.index + one[0].length) return { from: one.index, to: one.index + one[0].length };
  }
  const word = /^\S+/.exec(line.text.slice(at));
  return word ? { from: at, to: at + word[0].length } : null;
}

/** "Write ${deadline}." and "Write person.country." can be done by a button. */
function cure(line, place, problem) {
  const meant = /^Write (\$\{[^}]*\}) ?\.?$/.exec(problem.fix.split(" or what fits")[0]);
  if (meant && place && line.text.slice(place.from, place.to).startsWith("${")) {
    return { from: line.from + place.from, to: line.from + place.to, insert: meant[1] };
  }
  const attribute = /^Write (person\.[\p{L}\p{N}_]+)\.$/u.exec(problem.fix);
  if (!attribute) return null;
  const written = [...line.text.matchAll(/person\.[\p{L}\p{N}_]+/gu)]
    .filter(one => one.index <= problem.column + 1)
    .pop();
  const from = line.from + (written?.index ?? 0);
  return written ? { from, to: from + written[0].length, insert: attribute[1] } : null;
}

function decorations(doc, problems) {
  const all = [];
  for (const problem of problems) {
    const line = doc.line(Math.min(Math.max(problem.line, 1), doc.lines));
    const place = problem.line > 0 && problem.column > 0 ? piece(line, problem.column) : null;
    if (problem.line > 0) all.push(Decoration.line({ class: "wrong-line" }).range(line.from));
    if (place) all.push(Decoration.mark({ class: "wrong-word" }).range(line.from + place.from, line.from + place.to));
    const note = new Note(problem, cure(line, place, problem));
    const above = problem.line === 0;
    all.push(Decoration.widget({ widget: note, block: true, side: above ? -1 : 1 }).range(above ? line.from : line.to));
  }
  return Decoration.set(all, true);
}

export const problems = StateField.define({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(show)) return decorations(transaction.newDoc, effect.value);
    }
    return shown.map(transaction.changes);
  },
  provide: field => EditorView.decorations.from(field),
});

export function tell(view, found) {
  view.dispatch({ effects: show.of(found) });
}

/** The server's list, by file. */
export function listed(file) {
  return [...document.querySelectorAll("#problems li[data-file]")]
    .filter(one => one.dataset.file === file)
    .map(one => ({
      line: Number(one.dataset.line),
      column: Number(one.dataset.column),
      message: one.dataset.message,
      fix: one.dataset.fix,
    }));
}
