"""The ground floor: tables, engine, migrations, blobs, claims. Knows of no stage and imports none."""
