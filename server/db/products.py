"""What the shop sells and who ships it."""

from msgspec import json

from server.db.pack_rows import Changes, make_equal
from server.db.pool import Connection, to_json
from server.domain.product import Product, Supplier


async def suppliers(conn: Connection) -> dict[str, Supplier]:
    """Suppliers by id."""
    cursor = await conn.execute("SELECT record FROM kulanz.suppliers ORDER BY supplier_id")
    found = [json.decode(row["record"], type=Supplier) for row in await cursor.fetchall()]
    return {supplier.id: supplier for supplier in found}


async def products(conn: Connection) -> dict[str, Product]:
    """Products by SKU."""
    cursor = await conn.execute("SELECT record FROM kulanz.products ORDER BY sku")
    found = [json.decode(row["record"], type=Product) for row in await cursor.fetchall()]
    return {product.sku: product for product in found}


async def load_suppliers(conn: Connection, store_id: str, suppliers: list[Supplier]) -> Changes:
    """Make the suppliers equal to the folder's."""
    rows = ((store_id, supplier.id, to_json(supplier)) for supplier in suppliers)
    return await make_equal(conn, "suppliers", "supplier_id", ("store_id", "supplier_id", "record"), rows)


async def load_products(conn: Connection, store_id: str, products: list[Product]) -> Changes:
    """Make the products that came from a folder equal to it; imported ones stay."""
    rows = ((store_id, product.sku, to_json(product), "pack") for product in products)
    columns = ("store_id", "sku", "record", "origin")
    return await make_equal(conn, "products", "sku", columns, rows, keep="t.origin <> 'pack'")
