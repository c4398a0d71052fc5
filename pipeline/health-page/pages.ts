import type { SourceHealth } from "../../subgraphs/events/index.ts";
import type { RegisteredSource } from "../sources/registry.ts";
import { html, type Html } from "./html.ts";
import { instant, layout, shown } from "./layout.ts";
import { sparkline } from "./sparkline.ts";

/** A source as it is registered, and how it is doing; null where it is not registered, or never sent. */
export interface SourceOverview {
  readonly name: string;
  readonly registered: Omit<RegisteredSource, "reader"> | null;
  readonly health: SourceHealth | null;
}

/** The page of all sources. */
export function sourcesPage(sources: readonly SourceOverview[]): string {
  const rows = sources.map(
    ({ name, registered, health }) =>
      html` <tr>
        <td><a href="/sources/${encodeURIComponent(name)}">${name}</a></td>
        <td>${registered?.kind ?? html`<span class="quiet">not registered</span>`}</td>
        <td>${registered?.owner ?? ""}</td>
        <td>
          ${health === null ? html`<span class="quiet">never</span>` : instant(health.lastSeenAt)}
        </td>
        <td class="n">${health?.week.accepted ?? 0}</td>
        <td class="n">${(health?.week.quarantined ?? 0) + (health?.week.rejected ?? 0)}</td>
        <td class="n">${shown(health?.score.score)}</td>
        <td>${health === null ? null : volume(health)}</td>
        <td class="n ${(health?.alarms.length ?? 0) > 0 ? "bad" : "quiet"}">
          ${health?.alarms.length ?? 0}
        </td>
      </tr>`,
  );
  return layout(
    "Sources",
    html`<h1>Sources</h1>
      <p class="quiet">
        Events of seven days, and a line of 28. <a href="/docs/quality.md">What the numbers mean</a>
      </p>
      <table>
        <tr>
          <th>Source</th>
          <th>Kind</th>
          <th>Owner</th>
          <th>Last event</th>
          <th class="n">Accepted</th>
          <th class="n">Faulty</th>
          <th class="n">Quality</th>
          <th>Events a day</th>
          <th class="n">Alarms</th>
        </tr>
        ${rows}
      </table>
      ${rows.length === 0 ? html`<p>Nothing came in yet, and no source is registered.</p>` : null}`,
  );
}

/** The page of one source. */
export function sourcePage({ name, registered, health }: SourceOverview): string {
  return layout(
    `${name} · Sources`,
    html`<p><a href="/sources">Sources</a></p>
      <h1>${name}</h1>
      ${registration(registered)}
      ${health === null ? html`<p>Nothing ever came from it.</p>` : details(health)}`,
  );
}

function registration(registered: SourceOverview["registered"]): Html {
  if (registered === null) return html`<p class="quiet">Not registered.</p>`;
  const { kind, owner, region, plan, description } = registered;
  return html`<p>${description}</p>
    <p class="quiet">
      Kind <code>${kind}</code> · owner ${owner} · region ${region} · plan
      ${plan === null ? "none" : html`<code>${plan}</code>`}
    </p>`;
}

function details(health: SourceHealth): Html {
  const { lastSeenAt, eventsPerHour, delay, score, alarms, today, week } = health;
  const counts = (
    title: string,
    { accepted, duplicate, quarantined, rejected }: typeof today,
  ): Html =>
    html`<tr>
      <td>${title}</td>
      <td class="n">${accepted}</td>
      <td class="n">${duplicate}</td>
      <td class="n">${quarantined}</td>
      <td class="n">${rejected}</td>
    </tr>`;
  return html` ${alarms.map(({ message, since, kind }) => html`<div class="alarm"><strong>${kind}</strong> ${message} <span class="quiet">since ${instant(since)}</span></div>`)}
    <p>
      Last event ${instant(lastSeenAt)} · ${eventsPerHour.toFixed(1)} events an hour · delay
      ${duration(delay.p50Ms)} (half), ${duration(delay.p95Ms)} (95 %)
    </p>
    <h2>Quality ${shown(score.score)}</h2>
    <table>
      <tr>
        <th>Completeness</th>
        <th>Validity</th>
        <th>Uniqueness</th>
        <th>Consistency</th>
        <th>Freshness</th>
        <th>28 days</th>
      </tr>
      <tr>
        <td>${shown(score.completeness)}</td>
        <td>${shown(score.validity)}</td>
        <td>${shown(score.uniqueness)}</td>
        <td>${shown(score.consistency)}</td>
        <td>${shown(score.freshness)}</td>
        <td>
          ${sparkline(
            byDay(health, (point) => point.score.score ?? null),
            1,
            "quality by day",
          )}
        </td>
      </tr>
    </table>
    <h2>Events</h2>
    <table>
      <tr>
        <th></th>
        <th class="n">Accepted</th>
        <th class="n">Repeated</th>
        <th class="n">Put aside</th>
        <th class="n">Refused</th>
      </tr>
      ${counts("Today", today)}${counts("Seven days", week)}
    </table>
    <p>${volume(health)}</p>
    ${texts("Faults of seven days", health.faults, (code) => html`<a href="/docs/quarantine.md"><code>${code}</code></a>`)}
    ${texts("Notes on accepted events", health.notes, (note) => html`${note}`)}
    ${texts(
      "Against the plan",
      health.violations.map(({ event, field, code, count }) => ({
        text: `${event.type.toLowerCase()} ${event.name ?? ""} ${field ?? ""}: ${code}`,
        count,
      })),
      (text) => html`${text}`,
    )}
    ${texts(
      "Agreement with other sources",
      health.agreement.map(({ key, compared, agreeing }) => ({
        text: `${key}: ${String(agreeing)} of ${String(compared)} comparisons`,
        count: compared,
      })),
      (text) => html`${text}`,
    )}`;
}

function texts(
  title: string,
  entries: readonly { readonly text: string; readonly count: number }[],
  show: (text: string) => Html,
): Html | null {
  if (entries.length === 0) return null;
  const rows = entries.map(
    ({ text, count }) =>
      html`<tr>
        <td>${show(text)}</td>
        <td class="n">${count}</td>
      </tr>`,
  );
  return html`<h2>${title}</h2>
    <table>
      ${rows}
    </table>`;
}

function volume(health: SourceHealth): Html {
  const counts = byDay(health, ({ outcomes }) => outcomes.accepted).map((n) => n ?? 0);
  return sparkline(counts, Math.max(...counts), "accepted events by day");
}

const DAYS = 28;
const DAY_MS = 24 * 3_600_000;

// Up to the last day that something came on: days without events are gaps between.
function byDay(
  { trend }: SourceHealth,
  of: (point: SourceHealth["trend"][number]) => number | null,
): (number | null)[] {
  const last = trend.at(-1)?.day.getTime() ?? 0;
  const points = new Map(trend.map((point) => [point.day.getTime(), point]));
  return Array.from({ length: DAYS }, (_, i) => {
    const point = points.get(last - (DAYS - 1 - i) * DAY_MS);
    return point === undefined ? null : of(point);
  });
}

function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return "–";
  if (ms < 1_000) return `${String(Math.round(ms))} ms`;
  if (ms < 120_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 7_200_000 ? `${(ms / 60_000).toFixed(0)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}
