"""The graph as inline SVG: classes and attributes only, a link for each box, words for every mark."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from postmortems.workspace.graph import ACTION, BOX, COLUMNS, EVENT, FACTOR, LINE, WIDTH, Box, Graph


def svg(graph: Graph, *, page: str) -> SafeString:
    """The whole drawing; `page` is the review's address, at whose anchors the boxes lead."""
    heads = {EVENT: _("What happened"), FACTOR: _("What made it possible, what helped"), ACTION: _("What is done")}
    return format_html(
        '<svg class="graph" viewBox="-2 0 {} {}" role="group" aria-label="{}">{}{}{}</svg>',
        WIDTH + 4,
        graph.height,
        _("A picture of how entries, conditions and action items hang together; the table below says the same"),
        format_html_join(
            "", '<text class="head" x="{}" y="14">{}</text>', ((COLUMNS[name], heads[name]) for name in heads)
        ),
        format_html_join("", '<path class="link" d="{}"/>', ((_curve(left, right),) for left, right in graph.links)),
        format_html_join("", "{}", ((_box(box, page),) for box in graph.boxes)),
    )


def _curve(left: Box, right: Box) -> str:
    begin, end = left.x + BOX, right.x
    middle = (begin + end) // 2
    return f"M{begin} {left.middle}C{middle} {left.middle} {middle} {right.middle} {end} {right.middle}"


def _box(box: Box, page: str) -> SafeString:
    node = box.node
    lines = format_html_join("", '<tspan x="{}" dy="{}">{}</tspan>', ((box.x + 10, LINE, line) for line in box.lines))
    return format_html(
        '<a href="{}#{}" class="{} {}"><rect x="{}" y="{}" width="{}" height="{}" rx="7"/>{}'
        '<text class="above" x="{}" y="{}">{}</text><text x="{}" y="{}">{}</text><title>{}</title></a>',
        *(page, anchor_of(node.column, node.pk), node.column, node.kind),
        *(box.x, box.y, BOX, box.height, _lacks(box)),
        *(box.x + 10, box.y + 15, node.above, box.x + 10, box.y + 15, lines),
        node.words,
    )


def _lacks(box: Box) -> SafeString:
    """A ring on each side where a link is missing."""
    places = {"before": box.x, "after": box.x + BOX}
    rings = ((places[side], box.middle) for side in box.node.lacks)
    return format_html_join("", '<circle class="lacks" cx="{}" cy="{}" r="6"/>', rings)


def anchor_of(column: str, pk: int) -> str:
    """Where on the review's page the thing stands."""
    return f"timeline-event-{pk}" if column == EVENT else f"{column}-{pk}"
