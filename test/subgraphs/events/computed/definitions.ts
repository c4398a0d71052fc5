import { readComputedTraits, type ComputedDefinition } from "../../../../subgraphs/events/index.ts";

const ORDER = { type: "TRACK", name: "Order" };
const head = (key: string): object => ({ key, version: 1, description: key });
const written: readonly object[] = [
  { ...head("orders"), type: "count", events: [ORDER] },
  { ...head("tracks_7d"), type: "count", events: [{ type: "TRACK" }], window: "P7D" },
  {
    ...head("large_orders"),
    type: "count",
    events: [ORDER],
    where: [{ property: "properties.total", op: "GTE", value: 10 }],
  },
  { ...head("revenue"), type: "sum", events: [ORDER], property: "properties.total" },
  {
    ...head("revenue_3d"),
    type: "sum",
    events: [ORDER],
    property: "properties.total",
    window: "P3D",
  },
  { ...head("prices"), type: "sum", events: [ORDER], property: "properties.lines[].price" },
  { ...head("average"), type: "average", events: [ORDER], property: "properties.total" },
  { ...head("least"), type: "min", events: [ORDER], property: "properties.total" },
  {
    ...head("most_10d"),
    type: "max",
    events: [ORDER],
    property: "properties.total",
    window: "P10D",
  },
  { ...head("first_kind"), type: "first", events: [{ type: "PAGE" }], property: "properties.kind" },
  { ...head("last_page_at"), type: "last", events: [{ type: "PAGE" }] },
  { ...head("usual_kind"), type: "most_frequent", events: [ORDER], property: "properties.kind" },
  {
    ...head("kinds"),
    type: "unique_list",
    limit: 2,
    events: [ORDER, { type: "PAGE" }],
    property: "properties.kind",
  },
  {
    ...head("kinds_5d"),
    type: "unique_count",
    events: [ORDER, { type: "PAGE" }],
    property: "properties.kind",
    window: "P5D",
  },
  {
    ...head("rate"),
    type: "ratio",
    of: { events: [ORDER], property: "properties.total" },
    to: { events: [{ type: "PAGE" }] },
  },
  { ...head("days"), type: "streak", unit: "day", run: "current", events: [{ type: "PAGE" }] },
  { ...head("weeks"), type: "streak", unit: "week", run: "longest", events: [{ type: "PAGE" }] },
  {
    ...head("engagement"),
    type: "score",
    halfLife: "P2D",
    weights: [
      { events: [{ type: "PAGE" }], weight: 1 },
      {
        events: [ORDER],
        weight: 10,
        where: [{ property: "properties.kind", op: "IN", value: ["a", "b"] }],
      },
    ],
  },
];

/** One definition of every type, with windows and conditions. */
export const definitions: readonly ComputedDefinition[] = readComputedTraits(
  written.map((one, i) => ({ name: `${String(i)}.json`, text: JSON.stringify(one) })),
);
