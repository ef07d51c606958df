"""The quotations on record: tables, migrations, search index, import and export."""
