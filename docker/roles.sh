#!/bin/sh
# Once, when the database is made: the role that owns the tables, and the role that the application runs as.
set -eu
psql -v ON_ERROR_STOP=1 -v owner_password="$OWNER_PASSWORD" -v app_password="$APP_PASSWORD" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE second_story_owner LOGIN CREATEDB PASSWORD :'owner_password';
CREATE ROLE second_story_app LOGIN PASSWORD :'app_password';
ALTER DATABASE second_story OWNER TO second_story_owner;
ALTER SCHEMA public OWNER TO second_story_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
SQL
