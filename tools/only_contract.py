"""An import contract that lists what a package may import; import-linter's own can only list what it may not.

A list of forbidden modules forgets the next one: `zoneinfo` reads files, `uuid` draws random numbers, `locale` asks the
machine. The core and the ledger therefore name the few modules they stand on.
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    """Modules of `source`, `apart_from` some, import nothing from outside their own distribution but `allowed`."""

    # import-linter replaces each field by its value when it reads the contract.
    source: str = fields.StringField()  # type: ignore[assignment]
    allowed: set[str] = fields.SetField(subfield=fields.StringField())  # type: ignore[assignment]
    apart_from: set[str] = fields.SetField(subfield=fields.StringField(), required=False)  # type: ignore[assignment]

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 (import-linter's signature)
        root = self.source.partition(".")[0]
        strangers = [
            f"{importer} -> {imported}"
            for importer in sorted(({self.source} | graph.find_descendants(self.source)) - set(self.apart_from or ()))
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if imported.partition(".")[0] not in self.allowed | {root}
        ]
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for stranger in check.metadata["strangers"]:
            output.print_error(f"{stranger} is not among the modules that {self.source} may import")
