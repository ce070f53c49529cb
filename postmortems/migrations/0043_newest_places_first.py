"""Search looks at the newest reviews first, and at older ones only while it has not found enough.

An index of lexemes knows no order: a word that is everywhere among millions of documents gave all its places before the
newest thousand could be taken. It now knows as well to which 256 reviews a document belongs, so that a look at some of
them costs what stands there. `library_spans` names them, the newest first: 1,024 reviews, then 4,096, then 8,192 at a
time. Smaller ones cost more than they save: the beginning of a word that is everywhere (host-17) is gathered anew from
the whole index for each of them.
"""

import django.contrib.postgres.indexes
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models.expressions import Func

SPANS = """
CREATE FUNCTION library_spans() RETURNS TABLE (first bigint, last bigint, members bigint[])
LANGUAGE plpgsql STABLE ROWS 20 AS $$
DECLARE
    size bigint := 4;
    lowest bigint;
    top bigint;
BEGIN
    SELECT min(r.id) / 256, max(r.id) / 256 INTO lowest, top FROM postmortems_review r;
    WHILE top >= lowest LOOP
        last := top * 256 + 255;
        top := greatest(top - size, lowest - 1);
        first := (top + 1) * 256;
        members := ARRAY(SELECT generate_series(first / 256, last / 256));
        RETURN NEXT;
        size := least(size * 4, 32);
    END LOOP;
END $$;
"""
PLACES = """
CREATE FUNCTION library_places(asked tsquery{more}) RETURNS TABLE (document bigint, review bigint, part varchar)
LANGUAGE sql STABLE ROWS {rows} SET enable_seqscan = off SET enable_indexscan = off SET jit = off AS $$
    SELECT d.id, d.review_id, d.part FROM postmortems_searchdocument d
    WHERE d.lexemes @@ asked {among} AND (d.is_settled OR EXISTS (
        SELECT FROM postmortems_review r
        WHERE r.id = d.review_id AND r.state NOT IN ('published', 'follow_up', 'closed')
    ))
$$;
"""
IN_BLOCKS = PLACES.format(more=", members bigint[]", rows=2000, among="AND ARRAY[d.review_id / 256] && members")
EVERYWHERE = PLACES.format(more="", rows=20000, among="")
# Where filters leave few reviews, those are looked through, whatever stands elsewhere: 64 after the other.
OF_FEW = """
CREATE FUNCTION library_spans_of(reviews bigint[]) RETURNS TABLE (members bigint[]) LANGUAGE sql IMMUTABLE ROWS 5 AS $$
    SELECT array_agg(review) FROM unnest(reviews) WITH ORDINALITY given(review, place)
    GROUP BY (place - 1) / 64 ORDER BY (place - 1) / 64
$$;
CREATE FUNCTION library_places_of(asked tsquery, members bigint[])
RETURNS TABLE (document bigint, review bigint, part varchar)
LANGUAGE sql STABLE ROWS 200 SET enable_seqscan = off SET jit = off AS $$
    SELECT d.id, d.review_id, d.part
    FROM (SELECT * FROM postmortems_searchdocument WHERE review_id = ANY(members) OFFSET 0) d
    WHERE d.lexemes @@ asked AND (d.is_settled OR EXISTS (
        SELECT FROM postmortems_review r
        WHERE r.id = d.review_id AND r.state NOT IN ('published', 'follow_up', 'closed')
    ))
$$;
"""
NO_FEW = "DROP FUNCTION library_places_of(tsquery, bigint[]); DROP FUNCTION library_spans_of(bigint[]);"


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0042_found_by_its_index")]

    operations = [
        migrations.RemoveIndex("searchdocument", "search_document_lexemes"),
        migrations.AddIndex(
            "searchdocument",
            django.contrib.postgres.indexes.GinIndex(
                models.F("lexemes"),
                Func(
                    models.F("review") / 256,
                    template="ARRAY[%(expressions)s]",
                    output_field=ArrayField(models.BigIntegerField()),
                ),
                name="search_document_lexemes",
            ),
        ),
        migrations.RunSQL(SPANS, "DROP FUNCTION library_spans();"),
        migrations.RunSQL(IN_BLOCKS, "DROP FUNCTION library_places(tsquery, bigint[]);"),
        migrations.RunSQL(OF_FEW, NO_FEW),
        migrations.RunSQL("DROP FUNCTION library_places(tsquery);", EVERYWHERE),
    ]
