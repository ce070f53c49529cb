"""A second fence around the record, beside the rights of the application's role: nobody changes an entry, whoever they
are. (TRUNCATE, with which tests end, is a right that the application does not have.)
"""

from django.db import migrations

MAKE = """
CREATE FUNCTION record_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An entry of the record is never changed.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER record_stands BEFORE UPDATE OR DELETE ON postmortems_auditentry
    FOR EACH ROW EXECUTE FUNCTION record_stands();
"""
UNMAKE = "DROP TRIGGER record_stands ON postmortems_auditentry; DROP FUNCTION record_stands();"


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0017_external_version")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
