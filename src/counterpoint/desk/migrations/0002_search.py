"""The index for full text, which Django's models cannot describe: FTS5 in SQLite, a tsvector in PostgreSQL."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from counterpoint.desk import search_postgres, search_sqlite


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    backend = search_postgres if schema_editor.connection.vendor == "postgresql" else search_sqlite
    schema_editor.execute(backend.CREATE)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    schema_editor.execute("DROP TABLE desk_search")


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
