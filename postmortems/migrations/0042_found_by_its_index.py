"""Search asks the index of lexemes, whatever the planner thinks of a word.

PostgreSQL counts a comparison with a vector as cheap and guesses one figure for the beginning of any word; so it went
through every document, and unpacked each, for words that stand in none. `library_places` leaves it one way. What is long
stands beside its row from now on, so that a look at who may find a row does not read the words.

A shared document leaves out words that were never settled; its states are those of reviews/states.py: SETTLED.
"""

from django.db import migrations

PLACES = """
CREATE FUNCTION library_places(asked tsquery) RETURNS TABLE (document bigint, review bigint, part varchar)
LANGUAGE sql STABLE ROWS 20000 SET enable_seqscan = off SET enable_indexscan = off SET jit = off AS $$
    SELECT d.id, d.review_id, d.part FROM postmortems_searchdocument d
    WHERE d.lexemes @@ asked AND (d.is_settled OR EXISTS (
        SELECT FROM postmortems_review r
        WHERE r.id = d.review_id AND r.state NOT IN ('published', 'follow_up', 'closed')
    ))
$$;
ALTER TABLE postmortems_searchdocument SET (toast_tuple_target = 128);
"""
BACK = """
DROP FUNCTION library_places(tsquery);
ALTER TABLE postmortems_searchdocument RESET (toast_tuple_target);
"""


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0041_look_back")]

    operations = [migrations.RunSQL(PLACES, BACK)]
