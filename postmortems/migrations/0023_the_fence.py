"""Row-level security around private words (reflections/fence.py), and what becomes of them when a review goes.

FORCE: it holds for the owner of the tables as well, so also where one role does everything. A superuser passes, and so
does a role with BYPASSRLS: a backup needs one of the two, or lifts the fence while it reads (embedded/backup.py).
"""

from django.db import migrations

ME = "NULLIF(current_setting('second_story.person', true), '')::bigint"
FENCE = "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
OPEN = "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
GOES = """
ALTER TABLE {table} ADD CONSTRAINT {table}_review FOREIGN KEY (review_id) REFERENCES postmortems_review (id)
ON DELETE {then} DEFERRABLE INITIALLY DEFERRED;
"""
STAYS = "ALTER TABLE {table} DROP CONSTRAINT {table}_review;"
TABLES = {
    "postmortems_reflection": "SET NULL",
    "postmortems_snapshot": "SET NULL",
    "postmortems_need": "CASCADE",
    "postmortems_putaway": "CASCADE",
}
POLICIES = f"""
CREATE POLICY theirs ON postmortems_reflection USING (author_id = {ME}) WITH CHECK (author_id = {ME});
CREATE POLICY theirs ON postmortems_putaway USING (person_id = {ME}) WITH CHECK (person_id = {ME});
CREATE POLICY shown ON postmortems_snapshot FOR SELECT USING (author_id = {ME} OR reader_id = {ME});
CREATE POLICY put_away ON postmortems_snapshot FOR DELETE USING (author_id = {ME} OR reader_id = {ME});
CREATE POLICY made ON postmortems_snapshot FOR INSERT WITH CHECK (author_id = {ME});
CREATE POLICY renewed ON postmortems_snapshot FOR UPDATE USING (author_id = {ME}) WITH CHECK (author_id = {ME});
CREATE POLICY read ON postmortems_need FOR SELECT USING (facilitator_id = {ME});
CREATE POLICY met ON postmortems_need FOR DELETE USING (facilitator_id = {ME});
CREATE POLICY said ON postmortems_need FOR INSERT WITH CHECK (true);
CREATE POLICY renewed ON postmortems_need FOR UPDATE USING (facilitator_id = {ME}) WITH CHECK (facilitator_id = {ME});
"""
NO_POLICIES = """
DROP POLICY theirs ON postmortems_reflection; DROP POLICY theirs ON postmortems_putaway;
DROP POLICY shown ON postmortems_snapshot; DROP POLICY put_away ON postmortems_snapshot;
DROP POLICY made ON postmortems_snapshot; DROP POLICY renewed ON postmortems_snapshot;
DROP POLICY read ON postmortems_need; DROP POLICY met ON postmortems_need;
DROP POLICY said ON postmortems_need; DROP POLICY renewed ON postmortems_need;
"""


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0022_reflections")]

    operations = [
        *(
            migrations.RunSQL(
                GOES.format(table=table, then=then) + FENCE.format(table=table),
                OPEN.format(table=table) + STAYS.format(table=table),
            )
            for table, then in TABLES.items()
        ),
        migrations.RunSQL(POLICIES, NO_POLICIES),
    ]
