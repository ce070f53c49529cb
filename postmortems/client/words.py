"""What the server says, as a terminal shows it. Pure."""

from typing import Any

INDENT = "  "


def spoken(problem: dict[str, Any]) -> str:
    """A problem as sentences: what, where, the question, and sentences to start from."""
    errors = problem.get("errors") or []
    lines = [problem.get("title") or "It was not done."]
    if not errors and problem.get("detail"):
        lines.append(problem["detail"])
    for error in errors:
        lines += ["", *_error(error)]
    if any(error.get("question") for error in errors):
        lines += ["", "Unjust? The same again with --ask-facilitator keeps the words until somebody looked at them."]
    return "\n".join(lines)


def _error(error: dict[str, Any]) -> list[str]:
    place = [
        f"line {error['line']}" if error.get("line") else "",
        f"column {error['column']}" if error.get("column") else "",
    ]
    where = ", ".join(part for part in place if part) or error.get("field", "")
    said = [f"{where}: {error['detail']}" if where else error["detail"]]
    if error.get("question"):
        said += [f"{INDENT}{error['question']}"]
    if error.get("suggestions"):
        said += [f"{INDENT}To start from:", *(f"{INDENT * 2}{offer}" for offer in error["suggestions"])]
    return said


def moment(said: str | None) -> str:
    """2026-11-19T13:02:00Z as 2026-11-19 13:02 UTC."""
    return f"{said[:10]} {said[11:16]} UTC" if said else "not said"


def line_of(review: dict[str, Any]) -> str:
    about = " · ".join(part for part in (review["state"], review["team"], ", ".join(review["services"])) if part)
    return f"{review['ref']:<9} {review['title']}\n{'':<9} {about}"


def action_line(item: dict[str, Any]) -> str:
    day = item["due_on"] or "no date"
    sentence = item["sentence"] or "(waits for the facilitator)"
    return f"{item['id']:>6}  {day:<10}  {item['state']:<10}  {sentence}  [{item['review']}]"
