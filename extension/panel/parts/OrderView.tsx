/** The order: where its parcels are, what is in it, what went before. */
import type { Order } from "../../api/types";
import type { Case } from "../case";
import { useDesk } from "../desk";
import type { Speech } from "../speech";
import { OrderNumber } from "./Missing";

type Shipment = Order["shipments"][number];

export function OrderView({ at }: { at: Case }) {
  const { speech } = useDesk();
  const { say } = speech;
  const order = at.context?.order ?? null;
  return (
    <details>
      <summary>
        <h2>{say.order}</h2>
        <span class="gist">{order ? gist(order, speech) : say.noOrder}</span>
      </summary>
      {order && <Details order={order} />}
      <Others at={at} />
    </details>
  );
}

function gist(order: Order, speech: Speech): string {
  const states = new Set(order.shipments.map(({ status }) => speech.word("shipping_status", status)));
  return [order.number, ...states].join(", ");
}

function Details({ order }: { order: Order }) {
  const { speech } = useDesk();
  const { say } = speech;
  const { past_orders: orders, refunds_last_12_months: refunds, open_tickets: open } = order.history;
  return (
    <>
      <p class="muted">
        {say.placed(speech.day(order.placed_at))}
        {order.cancelled_at && `, ${say.cancelled(speech.day(order.cancelled_at))}`}
      </p>
      {order.shipments.map((shipment, index) => (
        <Parcel key={shipment.number ?? index} shipment={shipment} />
      ))}
      <h3>{say.items}</h3>
      <ul class="items">
        {order.items.map((item, index) => (
          <li key={item.sku ?? index}>
            <span>
              {item.quantity > 1 && `${item.quantity} × `}
              {item.title}
            </span>
            <span class="figure">{speech.money(item.price)}</span>
          </li>
        ))}
      </ul>
      <dl class="pairs">
        <dt>{say.total}</dt>
        <dd>
          {speech.money(order.total)}
          {Number(order.refunded.amount) > 0 && `, ${say.refundedSum(speech.money(order.refunded))}`}
        </dd>
        {order.financial_status && (
          <>
            <dt>{say.paymentStatus}</dt>
            <dd>{say.payments[order.financial_status] ?? order.financial_status}</dd>
          </>
        )}
        <dt>{say.history}</dt>
        <dd>{say.historyText(orders, refunds, open)}</dd>
      </dl>
    </>
  );
}

function Parcel({ shipment }: { shipment: Shipment }) {
  const { speech } = useDesk();
  const { say } = speech;
  const { carrier, url, number, status, promised_by: promised, events } = shipment;
  const newest = events.at(-1);
  return (
    <div class="parcel">
      <h3>
        {carrier ? say.parcel(carrier) : say.parcelNoCarrier}: {speech.word("shipping_status", status)}
      </h3>
      <p>{newest ? <Scan scan={newest} /> : say.noScan}</p>
      <p class="muted">
        {promised && say.promised(speech.day(promised, "short"))}
        {promised && url && " · "}
        {url && isWebAddress(url) && (
          <a href={url} target="_blank" rel="noreferrer">
            {say.track}
          </a>
        )}
        {!url && number}
      </p>
      {events.length > 1 && (
        <details>
          <summary>{say.allScans}</summary>
          <ol class="scans" reversed>
            {events.toReversed().map((scan) => (
              <li key={scan.at + scan.status}>
                <Scan scan={scan} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function Scan({ scan }: { scan: Shipment["events"][number] }) {
  const { speech } = useDesk();
  return (
    <>
      <time dateTime={scan.at}>{speech.moment(scan.at)}</time>: {speech.say.scans[scan.status]}
      {scan.place && `, ${scan.place}`}
      {scan.note && <span class="muted"> ({scan.note})</span>}
    </>
  );
}

/** A parcel's address comes out of a shop's export: nothing but a web address may be opened. */
function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
}

function Others({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const decision = at.context?.decision;
  const others = decision?.order_candidates.filter((number) => number !== decision.order_number) ?? [];
  return (
    <details>
      <summary>{speech.say.otherOrder}</summary>
      {others.length > 0 && (
        <p class="row">
          {others.map((number) => (
            <button key={number} type="button" onClick={() => void work.answer("order_number", number)}>
              {number}
            </button>
          ))}
        </p>
      )}
      <OrderNumber />
    </details>
  );
}
