"""Small documents in the shapes that people bring. All of it is made up."""

FRONT_MATTER = """\
---
uuid: 7e1f4a52-0000-4000-8000-000000000001
url: https://example.org/2026/lighthouse-lamp
title: Harbour lamp dark for forty minutes
start_time: 2026-03-14T21:05:00Z
end_time: 2026-03-14T21:45:30.125Z
categories:
- config-change
- hardware
keywords: [lamp, relay]
company: Harbour Works
product: Lamp controller
archive_url: ""
summary: A relay table was replaced and the lamp went dark.

---

On March 14, 2026, the lamp went dark at 21:05 UTC. The keeper's phone rang at 21:12 UTC and the old table was loaded.

The root cause was a relay table without a default row. Ships saw the lamp again at 11:45 p.m. CEST on the same evening.
"""

HEADINGS = """\
# Search returned nothing

**Date:** 2026-05-02
**Authors:** the search team

## Executive Summary

Search was empty for an hour.

## Impact

Everybody who searched.

## Root Causes

1. The index alias pointed at an empty index
   after the nightly rotation.
2. No check compared the number of documents.

## Trigger

The nightly rotation.

## Detection

A customer wrote.

## Timeline (all times UTC)

- 23:40 - Rotation begins
- 23:58 - **OUTAGE BEGINS**: the alias moves
- 00:20 - A customer writes
  and sends a picture
- about 00:40 - The alias is moved back; OUTAGE MITIGATED
- 25:10 - nonsense
- 01:02 - Caches are warm. OUTAGE ENDS

## Lessons Learned

### What went well

* The alias could be moved back in one step

### What went wrong

* The alarm watched errors, and an empty answer is no error

### Where we got lucky

* It was a Saturday

## Action Items

| Action Item | Type | Owner | Bug | Due | Status |
|---|---|---|---|---|---|
| Refuse to move an alias to an empty index | prevent | dana | n/a 12 | 2031-01-15 | |
| Count documents after rotation | detect | lee | | | DONE |

## Glossary

Alias: a name for an index.
"""

FLUTTER = """\
Summary: Builds were red for two hours.
Status: final
Owners: build team
Duration: 2 hours

## Timeline

All times are in PDT.

### Thursday, June 4, 2026
09:10 A new image is rolled out <START OF OUTAGE>
09:32 First red build is noticed
11:15 The image is rolled back <END OF OUTAGE>

## Causes
The image had another compiler.
"""
