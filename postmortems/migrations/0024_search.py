"""What search looks through, and the triggers that keep it: no way into the database passes them by."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

# Accents fold together; signs between letters part words, so that a path, a host name and a setting are found by any
# of their pieces. The first 50,000 characters of a text are looked through: a tsvector holds a megabyte.
WORDS = r"""
CREATE FUNCTION library_folded(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT translate(regexp_replace(normalize(left(words, 50000), NFD), '[\u0300-\u036f]', '', 'g'),
        './_:@#=<>()[]{}|\"`*~^+-–—&%$!?,;''', repeat(' ', 40))
$$;
CREATE FUNCTION library_lexemes(words text, weight "char") RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT setweight(to_tsvector('english', folded) || to_tsvector('simple', folded), weight)
    FROM (SELECT library_folded(words) AS folded) f
$$;
-- One typed word: as the language bends it, or as the beginning of a longer one. Words that say nothing give nothing.
CREATE FUNCTION library_asked(word text) RETURNS tsquery LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN numnode(plain) = 0 THEN plain
        ELSE plain || array_to_string(ARRAY(
            SELECT quote_literal(lexeme) || ':*' FROM unnest(to_tsvector('simple', library_folded(word))) lexeme
        ), ' & ')::tsquery END
    FROM (SELECT plainto_tsquery('english', library_folded(word)) AS plain) p
$$;
"""

KEEP = """
CREATE FUNCTION library_keep(
    source_ text, object_ bigint, review_ bigint, part_ text, weight "char", words_ text, state_ text,
    code_ text, sign_ text, anchor_ text
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF review_ IS NULL OR coalesce(words_, '') = '' OR state_ = 'held' THEN
        DELETE FROM postmortems_searchdocument WHERE source = source_ AND object_id = object_;
        RETURN;
    END IF;
    INSERT INTO postmortems_searchdocument
        (source, object_id, review_id, part, words, lexemes, is_settled, code, sign, anchor, is_learned)
    VALUES (source_, object_, review_, part_, words_, library_lexemes(words_, weight),
        state_ IN ('checked', 'allowed'), code_, sign_, anchor_, false)
    ON CONFLICT (source, object_id) DO UPDATE SET review_id = review_, part = part_, words = words_,
        lexemes = EXCLUDED.lexemes, is_settled = EXCLUDED.is_settled, code = code_, sign = sign_, anchor = anchor_,
        is_learned = false;
END $$;
"""

# For each kind of row: what of it is looked through, as `keep_<kind>(id)`; a row that is gone keeps nothing.
ROWS = {
    "review": """
        SELECT id AS review_id, 'title' AS part, 'A' AS weight, title AS words,
            CASE title_state WHEN 'held' THEN 'held' ELSE 'checked' END AS state, '' AS code, '' AS sign,
            '' AS anchor
        FROM postmortems_review WHERE id = object_""",
    "incident": """
        SELECT i.review_id, 'noticed', 'C', concat_ws(E'\\n', i.noticed, (
            SELECT string_agg(s.name, ', ' ORDER BY s.name) FROM postmortems_service s
            JOIN postmortems_incident_services l ON l.service_id = s.id WHERE l.incident_id = i.id)),
            'checked', '', '', ''
        FROM postmortems_incident i WHERE i.id = object_ AND i.deleted_at IS NULL""",
    "text": """
        SELECT owner_id, CASE WHEN slot IN ('lessons', 'closing') THEN 'lessons' ELSE 'section' END,
            'B', body, body_state, '', '', 'text-' || slot
        FROM postmortems_text t WHERE id = object_ AND owner_kind = 'review' AND slot IN ('summary', 'expected',
            'impact', 'surprise', 'gap', 'imported', 'lessons', 'acknowledgement', 'closing')
            AND EXISTS (SELECT FROM postmortems_review r WHERE r.id = t.owner_id)""",
    "event": """
        SELECT review_id, 'event', 'D', concat_ws(E'\\n', body, nullif(other_view, '')), 'checked', '', '',
            'timeline-event-' || id
        FROM postmortems_timelineevent
        WHERE id = object_ AND deleted_at IS NULL AND NOT is_noise AND NOT is_kept_back""",
    "factor": """
        SELECT review_id, CASE sign WHEN 'held_back' THEN 'helped' ELSE 'factor' END,
            'B', concat_ws(E'\\n', sentence, nullif(accepted_because, '')), sentence_state, code, sign,
            'factor-' || id
        FROM postmortems_contributingfactor WHERE id = object_ AND deleted_at IS NULL""",
    "action": """
        SELECT review_id, 'action', 'C', concat_ws(E'\\n', sentence, nullif(done_when, '')), sentence_state, '', '',
            'action-' || id
        FROM postmortems_actionitem WHERE id = object_ AND deleted_at IS NULL""",
    "question": """
        SELECT review_id, 'question', 'C', concat_ws(E'\\n', body, nullif(answer, '')), 'checked', '', '',
            'question-' || id
        FROM postmortems_question WHERE id = object_ AND deleted_at IS NULL AND kind = 'question'""",
}
TABLES = {
    "review": ("review", "title, title_state, title_seal"),
    "incident": ("incident", "noticed, deleted_at, review_id"),
    "text": ("text", "body, body_state"),
    "event": ("timelineevent", "body, other_view, deleted_at, is_noise, is_kept_back, review_id"),
    "factor": ("contributingfactor", "sentence, sentence_state, accepted_because, code, sign, deleted_at, review_id"),
    "action": ("actionitem", "sentence, sentence_state, done_when, deleted_at, review_id"),
    "question": ("question", "body, answer, kind, deleted_at, review_id"),
}


def keeping(kind: str, table: str, columns: str) -> str:
    """The function that reads one row of this kind, and the trigger that calls it."""
    return f"""
CREATE FUNCTION library_keep_{kind}(object_ bigint) RETURNS void LANGUAGE sql AS $$
    SELECT library_keep('{kind}', object_, f.review_id, f.part, f.weight::"char", f.words, f.state, f.code, f.sign,
        f.anchor)
    FROM (SELECT 1) always LEFT JOIN ({ROWS[kind]}) f(review_id, part, weight, words, state, code, sign, anchor)
        ON true
$$;
CREATE FUNCTION library_{kind}_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM library_keep_{kind}(CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END);
    RETURN NULL;
END $$;
CREATE TRIGGER library_kept AFTER INSERT OR UPDATE OF {columns} OR DELETE ON postmortems_{table}
    FOR EACH ROW EXECUTE FUNCTION library_{kind}_changed();
"""  # nosec B608 - every piece is a constant of this file


# The names of the services belong to what people noticed.
SERVICES = """
CREATE FUNCTION library_touched_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM library_keep_incident(CASE TG_OP WHEN 'DELETE' THEN OLD.incident_id ELSE NEW.incident_id END);
    RETURN NULL;
END $$;
CREATE TRIGGER library_kept AFTER INSERT OR DELETE ON postmortems_incident_services
    FOR EACH ROW EXECUTE FUNCTION library_touched_changed();
CREATE FUNCTION library_service_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM library_keep_incident(incident_id) FROM postmortems_incident_services WHERE service_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER library_kept AFTER UPDATE OF name ON postmortems_service
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION library_service_changed();
"""

MAKE = WORDS + KEEP + "".join(keeping(kind, *where) for kind, where in TABLES.items()) + SERVICES
UNMAKE = "".join(
    f"DROP TRIGGER library_kept ON postmortems_{table}; DROP FUNCTION library_{kind}_changed(); "
    f"DROP FUNCTION library_keep_{kind}(bigint); "
    for kind, (table, _columns) in TABLES.items()
) + (
    "DROP TRIGGER library_kept ON postmortems_incident_services; DROP FUNCTION library_touched_changed(); "
    "DROP TRIGGER library_kept ON postmortems_service; DROP FUNCTION library_service_changed(); "
    'DROP FUNCTION library_keep(text, bigint, bigint, text, "char", text, text, text, text, text); '
    'DROP FUNCTION library_asked(text); DROP FUNCTION library_lexemes(text, "char"); '
    "DROP FUNCTION library_folded(text);"
)
FILL = "".join(
    f"SELECT library_keep_{kind}(id) FROM postmortems_{table}; "  # nosec
    for kind, (table, _columns) in TABLES.items()
)


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0023_the_fence")]

    operations = [
        migrations.CreateModel(
            name="KnownWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("trigrams", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3))),
            ],
            options={
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["trigrams"], name="known_word_trigrams")],
            },
        ),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("title", "title"),
                            ("noticed", "what people noticed"),
                            ("section", "written account"),
                            ("lessons", "what was learned"),
                            ("event", "story"),
                            ("factor", "what made it possible"),
                            ("helped", "what helped"),
                            ("action", "action items"),
                            ("question", "open questions"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(help_text="the kind of row it was made from", max_length=10)),
                ("object_id", models.BigIntegerField()),
                ("words", models.TextField()),
                ("lexemes", django.contrib.postgres.search.SearchVectorField()),
                ("is_settled", models.BooleanField(help_text="whether the words may stand in a shared document")),
                ("code", models.CharField(blank=True, max_length=3)),
                ("sign", models.CharField(blank=True, max_length=10)),
                ("anchor", models.CharField(blank=True, help_text="where on the review's page", max_length=40)),
                ("is_learned", models.BooleanField(help_text="whether its words are among the known ones")),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="postmortems.review"
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["lexemes"], name="search_document_lexemes"),
                    models.Index(
                        condition=models.Q(("is_learned", False)), fields=["id"], name="search_document_to_learn"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("source", "object_id"), name="search_document_once")],
            },
        ),
        migrations.RunSQL(MAKE, UNMAKE),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
