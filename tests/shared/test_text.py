"""Markdown as people write it, and what it never becomes."""

import pytest

from postmortems.shared.text import LONGEST, MOST_SIGNS, clean, render
from tests.shared.hostile import MARK, STRINGS
from tests.shared.reading import what_acts


def ref(name: str, words: str = "") -> str:
    return f'<a data-ref="{name}" rel="noopener noreferrer">{words or name}</a>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("see PIR-118.", f"<p>see {ref('PIR-118')}.</p>\n"),
        ("(event-12, #factor-3)", f"<p>({ref('event-12')}, {ref('factor-3')})</p>\n"),
        ("[what Sven saw](event-7)", f"<p>{ref('event-7', 'what Sven saw')}</p>\n"),
        ("**action-9**", f"<p><strong>{ref('action-9')}</strong></p>\n"),
        ("`PIR-1` and https://x/PIR-2", "<p><code>PIR-1</code> and https://x/PIR-2</p>\n"),
        ("preview-event-1 PIR-0 PIR-1234567890 pir-1", "<p>preview-event-1 PIR-0 PIR-1234567890 pir-1</p>\n"),
        ("event-12-b a.PIR-2 x@PIR-3", "<p>event-12-b a.PIR-2 x@PIR-3</p>\n"),
    ],
)
def test_what_is_referred_to_becomes_a_placeholder(source, html):
    assert render(source) == html


def test_a_picture_is_one_of_ours_or_a_link():
    ours = '<a data-ref="file-3" data-picture="" rel="noopener noreferrer">the graph</a>'
    assert render("![the graph](file-3)") == f"<p>{ours}</p>\n"
    theirs = '<a href="https://x.example/a.png" rel="noopener noreferrer">a</a>'
    assert render("![a](https://x.example/a.png)") == f"<p>{theirs}</p>\n"


def test_tasks_have_boxes_that_cannot_be_pressed_and_labels_that_say_what_is_done():
    html = render("- [ ] one\n- [x] **two**\n  - [X] in it\n- three")
    box = '<label><input type="checkbox" disabled=""'
    assert f"{box}> one</label>" in html
    assert f'{box} checked=""> <strong>two</strong></label>' in html
    assert html.count('class="contains-task-list"') == 2
    assert "<li>three</li>" in html


def test_a_table_keeps_its_sides_and_a_block_of_code_its_signs():
    html = render("| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n```py\nif a < b:\n```")
    assert '<th class="center">a</th>' in html
    assert '<td class="right">2</td>' in html
    assert "<pre><code>if a &lt; b:\n</code></pre>" in html


@pytest.mark.parametrize("words", STRINGS, ids=range(len(STRINGS)))
def test_hostile_words_stay_words(words):
    html = render(words)
    assert what_acts(html, mark=MARK) == []


def test_there_are_enough_of_them():
    assert len(STRINGS) >= 120


def test_what_cannot_be_seen_is_shown_or_gone():
    assert clean("safe\u202egnp.exe") == "safe⟨U+202E⟩gnp.exe"
    assert clean("zero\u200bwidth\ufeff") == "zerowidth"
    assert clean("\x1b[31mred\x00\tand tab") == "␛[31mred\tand tab"
    assert clean("👩\u200d🚒 \u0646\u200c\u0645 \u200fעברית") == "👩\u200d🚒 \u0646\u200c\u0645 \u200fעברית"
    assert "\u202e" not in render("older words\u202e")


@pytest.mark.parametrize("sign", ["[", "![](x", "_a", "`", "*_", "<", "\\"])
def test_a_paste_is_shown_as_it_is_and_costs_no_more_than_prose(sign):
    most = LONGEST // len(sign)
    html = render(sign * most)
    assert html.count("<") < 100_000
    assert "<em>" not in render("_a_ " * MOST_SIGNS)
    assert "<em>" in render("_a_ " * 100)


def test_ten_thousand_lines_are_kept_line_by_line():
    assert render("\n".join(f"line {n}" for n in range(10_000))).count("\n") == 10_000
