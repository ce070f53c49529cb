"""Two versions of one text, put together: no word of either is lost, and what only one changed needs no question."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from postmortems.shared.together import BOTH, MINE, THEIRS, Choice, choices, together

READ = "A push went out. It was bad. We fixed it."


def picks(parts):
    return [(part.theirs.strip(), part.mine.strip(), part.taken) for part in parts if isinstance(part, Choice)]


def test_what_only_one_of_two_changed_is_taken_without_asking():
    parts = choices(theirs="A push went out at noon. It was bad. We fixed it.", mine=READ + " It held.", read=READ)
    assert together(parts, {}) == "A push went out at noon. It was bad. We fixed it. It held."
    assert [taken for _theirs, _mine, taken in picks(parts)] == [THEIRS, MINE]


def test_what_both_changed_stands_twice_until_somebody_chooses():
    theirs, mine = READ.replace("bad", "very bad"), READ.replace("bad", "slow")
    parts = choices(theirs=theirs, mine=mine, read=READ)
    assert picks(parts) == [("It was very bad.", "It was slow.", BOTH)]
    name = next(part.name for part in parts if isinstance(part, Choice))
    assert together(parts, {}) == "A push went out. It was very bad. It was slow. We fixed it."
    assert together(parts, {name: MINE}) == mine
    assert together(parts, {name: THEIRS}) == theirs


def test_what_one_removed_and_the_other_left_alone_is_gone():
    shorter = "A push went out. We fixed it."
    assert together(choices(theirs=shorter, mine=READ, read=READ), {}) == shorter
    assert together(choices(theirs=READ, mine=shorter, read=READ), {}) == shorter


def test_without_what_was_read_everything_of_both_stays():
    assert together(choices(theirs="theirs", mine="mine"), {}) == "theirs mine"


def test_paragraphs_stay_apart():
    read = "One.\n\nTwo."
    assert together(choices(theirs="One!\n\nTwo.", mine="One.\n\nTwo.\n\nThree.", read=read), {}) == (
        "One!\n\nTwo.\n\nThree."
    )


TEXT = st.lists(st.sampled_from(["Ab. ", "Cd.", "e f", "\n", "\n\n", "Gh! ", "  ", "ij? "]), max_size=12).map("".join)


@settings(deadline=None, max_examples=200)
@given(theirs=TEXT, mine=TEXT, read=TEXT)
def test_any_two_texts_can_be_had_whole_again(theirs, mine, read):
    def words(text):
        return text.split()

    parts = choices(theirs=theirs, mine=mine, read=read)
    names = [part.name for part in parts if isinstance(part, Choice)]
    assert words(together(parts, dict.fromkeys(names, MINE))) == words(mine)
    assert words(together(parts, dict.fromkeys(names, THEIRS))) == words(theirs)
    both = "".join(together(parts, dict.fromkeys(names, BOTH)).split())
    assert all(word in both for text in (theirs, mine) for word in words(text))


@settings(deadline=None, max_examples=100)
@example(theirs="Ab. \n", read="\nAb. Ab. ")
@given(theirs=TEXT, read=TEXT)
def test_who_changed_nothing_takes_what_the_other_made(theirs, read):
    assert together(choices(theirs=theirs, mine=read, read=read), {}).split() == theirs.split()
