"""Fewer, larger spans: 1,024 reviews, then 4,096, then 8,192 at a time. The beginning of a word that is everywhere
(host-17) is gathered anew from the whole index for each of them, which costs more than what stands in a span.
"""

from django.db import migrations

SPANS = """
CREATE OR REPLACE FUNCTION library_spans() RETURNS TABLE (first bigint, last bigint, members bigint[])
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
BEFORE = """
CREATE OR REPLACE FUNCTION library_spans() RETURNS TABLE (first bigint, last bigint, members bigint[])
LANGUAGE plpgsql STABLE ROWS 20 AS $$
DECLARE
    size bigint := 1;
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
        size := least(size * 2, 32);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0044_texts_that_refer")]

    operations = [migrations.RunSQL(SPANS, BEFORE)]
