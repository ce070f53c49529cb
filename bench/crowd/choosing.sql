-- How a row chooses. Made before the crowd comes in, gone afterwards.
CREATE SCHEMA crowd;
-- From 0 up to but without `up_to`: the same for the same row and salt.
CREATE FUNCTION crowd.pick(line bigint, salt int, up_to bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN mod(hashint8extended(line, salt) & 2147483647, up_to)::int;
-- One of the values; `ends` says at which part of a hundred each but the last one ends.
CREATE FUNCTION crowd.one(line bigint, salt int, ends int[], choices text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN choices[1 + width_bucket(crowd.pick(line, salt, 100), ends)];
-- From 0 to 5, three in the mean.
CREATE FUNCTION crowd.some(line bigint, salt int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN crowd.one(line, salt, '{10,20,30,60,80}', '{0,1,2,3,4,5}')::int;
-- Review n of this size is so many minutes old: the newest up to half an hour, the first one five years.
CREATE FUNCTION crowd.age(n bigint) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (%(reviews)s - n + crowd.pick(n, 1, 1000) / 1000.0) * %(minutes)s / %(reviews)s;
CREATE FUNCTION crowd.filed(n bigint) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    RETURN now() - crowd.age(n) * interval '1 minute';
-- The id of its team, of somebody in that team, and of anybody.
CREATE FUNCTION crowd.team(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN %(base)s + 1 + crowd.pick(n, 2, %(teams)s);
CREATE FUNCTION crowd.colleague(n bigint, line bigint, salt int) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN crowd.team(n) + %(teams)s * crowd.pick(line, salt, %(each)s);
CREATE FUNCTION crowd.anybody(line bigint, salt int) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN %(base)s + 1 + crowd.pick(line, salt, %(people)s);
GRANT USAGE ON SCHEMA crowd TO PUBLIC;
