"""One document in four kinds of writing: each says the same, and no sign in somebody's words becomes markup."""

import pytest

from postmortems.shared.copying import FORMATS, Item, Marked, Paper, Part, copy_page, renamed

PAPER = Paper(
    subject="Checkout was away for 47 min",
    href="https://review.example.org/reviews/PIR-1/",
    parts=(
        Part("Now", ("It is over.",)),
        Part("Left out", ()),
        Part("What we know", (Marked("The **push** tool\nlets `edge_1` in, [see](https://x.example/a).\n\n- one"),)),
        Part(
            "Plan",
            items=(
                Item("Make the tool refuse a drained pool", "https://review.example.org/actions/9/", "Lea, 26 Nov"),
                Item("Say *no* to <b> & @here"),
            ),
        ),
    ),
)


def written(name, paper=PAPER):
    return next(one for one in FORMATS if one.name == name).write(paper)


def test_a_chat_message_has_bold_headings_bullets_and_bare_addresses():
    assert written("chat") == (
        "*Checkout was away for 47 min*\n\n"
        "*Now*\nIt is over.\n\n"
        "*What we know*\nThe push tool lets edge_1 in, see (https://x.example/a).\n\n- one\n\n"
        "*Plan*\n"
        "• Make the tool refuse a drained pool (Lea, 26 Nov) https://review.example.org/actions/9/\n"
        "• Say *\u2060no* to <b> & @\u2060here\n\n"
        "https://review.example.org/reviews/PIR-1/"
    )


def test_a_mail_has_its_subject_first_and_can_be_opened_in_a_mail_program():
    assert written("mail").startswith("Checkout was away for 47 min\n\nNOW\nIt is over.\n\n")
    assert "- Say *no* to <b> & @here" in written("mail")
    page = copy_page(PAPER, "mail", back="/")
    assert page["mailto"].startswith("mailto:?subject=Checkout%20was%20away%20for%2047%20min&body=NOW%0A")
    long = Paper("x", (Part("", ("word " * 400,)),))
    assert copy_page(long, "mail", back="/")["mailto"] == ""


def test_plain_text_says_headings_with_a_colon():
    assert "\n\nPlan:\n- Make the tool refuse a drained pool (Lea, 26 Nov) https" in written("text")


def test_markdown_keeps_marked_words_and_escapes_plain_ones():
    text = written("markdown")
    assert text.startswith(
        "# Checkout was away for 47 min\n\n## Now\n\nIt is over.\n\n## What we know\n\nThe **push** tool"
    )
    assert "- [Make the tool refuse a drained pool](<https://review.example.org/actions/9/>) (Lea, 26 Nov)" in text
    assert r"- Say \*no\* to \<b\> & @here" in text
    assert "Left out" not in text


@pytest.mark.parametrize(
    ("typed", "written_as"),
    [
        ("# not a heading", r"\# not a heading"),
        ("1. not a list", r"1\. not a list"),
        ("- nor this", r"\- nor this"),
        ("a_b and C:\\x", r"a\_b and C:\\x"),
        ("2 + 2", "2 + 2"),
    ],
)
def test_plain_words_mean_themselves_in_markdown(typed, written_as):
    assert written("markdown", Paper("x", (Part("", (typed,)),))) == f"# x\n\n{written_as}"


def test_headings_in_somebodys_words_stand_below_the_documents_own():
    text = written("markdown", Paper("x", (Part("", (Marked("# Then\n\n```\n# a comment\n```"),)),)))
    assert text == "# x\n\n### Then\n\n```\n# a comment\n```"


def test_names_can_be_changed_everywhere_but_in_addresses():
    changed = renamed(PAPER, lambda words: words.replace("Lea", "a responder").replace("push", "pull"))
    text = written("markdown", changed)
    assert "(a responder, 26 Nov)" in text
    assert "**pull**" in text
    assert changed.href == PAPER.href


def test_an_unknown_format_is_a_chat_message():
    assert copy_page(PAPER, "nonsense", back="/")["chosen"].name == "chat"
