"""products.csv: what the shop sells."""

from server.domain.product import Product
from server.stores.formats.findings import SENTENCES, Findings, Names
from server.stores.formats.table import Columns, Row, read_table

FILE = "products.csv"

_COLUMNS = Columns(
    needed=("sku", "title"),
    optional=(
        "supplier",
        "cost",
        "cost_currency",
        "price",
        "currency",
        "weight_g",
        "return_cost",
        "tags",
        "substitutes",
        "aliases",
    ),
)


def read_products(text: str | None, suppliers: Names, findings: Findings) -> tuple[list[Product], Names]:
    """The products and their SKUs, incomplete without a text; `suppliers` are those that a product may name."""
    names = Names("SKU")
    products: list[tuple[Product, int]] = []
    for row in read_table(text, FILE, _COLUMNS, names, findings):
        row.require("sku", "title")
        product = _product(row)
        names.add(product.sku, FILE, row.line, findings)
        products.append((product, row.line))
        if product.supplier is not None and suppliers.lacks(product.supplier):
            said = SENTENCES("suppliers.lacks", supplier=product.supplier, known=", ".join(suppliers))
            findings.add("missing_reference", FILE, row.line, said)
    for product, line in products:
        for sku in product.substitutes:
            if names.lacks(sku):
                findings.add("missing_reference", FILE, line, SENTENCES("products.substitute", sku=sku))
    return [product for product, _ in products], names


def _product(row: Row) -> Product:
    return Product(
        sku=row.text("sku") or "",
        title=row.text("title") or "",
        supplier=row.text("supplier"),
        cost=row.money("cost"),
        cost_currency=row.currency("cost_currency"),
        price=row.money("price"),
        currency=row.currency("currency"),
        weight_g=row.whole_number("weight_g"),
        return_cost=row.money("return_cost"),
        tags=row.texts("tags"),
        substitutes=row.texts("substitutes"),
        aliases=row.texts("aliases"),
    )
