"""Files that are brought in: people, queues, skills, customers and what belongs to them."""

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.wire.imports import FileImport, ImportFault, ImportReply
from handrail_server.flows.import_customers import import_customers
from handrail_server.flows.import_people import import_people
from handrail_server.flows.import_shape import import_queues, import_skills

MOST_BYTES = 33_554_432


async def import_file(call: Call[FileImport]) -> ImportReply:
    """All rows of a file or, with any fault or as a dry run, none. Faults are named by their line.

    Kinds: `people`, `queues`, `skills`, `customers`, `contacts`, `accounts`, `cases`, `orders`, `entitlements`,
    `contracts`, `opportunities`, `interactions`, `acts`.
    """
    kind, body = call.path("kind"), call.body
    match kind:
        case "people":
            done = await import_people(call.house, call.caller, body.document, dry_run=body.dry_run)
        case "queues":
            done = await import_queues(call.house, call.caller, body.document, dry_run=body.dry_run)
        case "skills":
            done = await import_skills(call.house, call.caller, body.document, dry_run=body.dry_run)
        case _:
            done = await import_customers(call.house, call.caller, kind, body.document, dry_run=body.dry_run)
    return ImportReply(
        kind=done.kind,
        new=done.new,
        changed=done.changed,
        unchanged=done.unchanged,
        faults=tuple(
            ImportFault(line=fault.line, field=fault.field, message=fault.message, fix=fault.fix)
            for fault in done.faults
        ),
        written=done.written,
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "POST", "/v1/imports/{kind}", import_file, body=FileImport, reply=ImportReply, limit=MOST_BYTES, repeatable=True
    ),
)
