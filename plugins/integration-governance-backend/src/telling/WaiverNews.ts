import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { dayOf, StoredWaiver } from '../waivers/Waiver';
import { WaiverStore } from '../waivers/WaiverStore';
import { News, Teller } from './Teller';

const DAY_MS = 86_400_000;
/** So long before its last day people are told that a waiver ends. */
const ENDING_DAYS = 14;
/** What ended longer ago, while nobody ran the portal, is no news. */
const ENDED_DAYS = 14;

/** Tells of waivers that wait, were decided, are about to end, or have ended. */
export class WaiverNews {
  readonly #knex: Knex;
  readonly #teller: Teller;
  readonly #store: WaiverStore;
  readonly #projection: IntegrationProjection;
  readonly #checklist: ActiveChecklist;
  readonly #approvers: readonly string[];

  constructor(options: {
    knex: Knex;
    teller: Teller;
    store: WaiverStore;
    projection: IntegrationProjection;
    checklist: ActiveChecklist;
    approvers: readonly string[];
  }) {
    this.#knex = options.knex;
    this.#teller = options.teller;
    this.#store = options.store;
    this.#projection = options.projection;
    this.#checklist = options.checklist;
    this.#approvers = options.approvers;
  }

  /** In the transaction in which somebody asked, decided or took back. */
  async tellOfChange(
    tx: Knex.Transaction,
    waiver: StoredWaiver,
  ): Promise<void> {
    const row: { facets: string } | undefined = await tx(
      'projection_integrations',
    )
      .where('entity_ref', waiver.entityRef)
      .whereNull('deleted_at')
      .first('facets');
    if (!row) {
      return;
    }
    const integration: IntegrationFacets = JSON.parse(row.facets);
    const { decided, askedBy, decidedBy, until, reason } = waiver;
    const subject = this.#subjectOf(integration, waiver);
    switch (decided) {
      case 'asked':
        await this.#teller.tell(tx, this.#approvers, {
          ...this.#newsOf(waiver, 'asked'),
          title: `Waiver asked for: ${subject}`,
          lines: [`Until ${until}: ${reason}`],
          except: [askedBy],
        });
        break;
      case 'approved':
      case 'refused':
        await this.#tellBoth(tx, integration, waiver, {
          ...this.#newsOf(waiver, decided),
          title:
            decided === 'approved'
              ? `Waiver approved until ${until}: ${subject}`
              : `Waiver refused: ${subject}`,
          lines: waiver.decisionReason ? [waiver.decisionReason] : [],
          except: decidedBy ? [decidedBy] : undefined,
        });
        break;
      default:
        // What nobody has approved yet changed nothing when it was taken back.
        if (decidedBy) {
          await this.#tellBoth(tx, integration, waiver, {
            ...this.#newsOf(waiver, 'ended'),
            title: `Waiver taken back: ${subject}`,
            lines: ['The check counts again.'],
          });
        }
    }
  }

  /** Those that are near their last day, or past it. */
  async tellOfEnds(now: Date): Promise<void> {
    const day = (days: number) =>
      dayOf(new Date(now.getTime() + days * DAY_MS));
    const waivers = await this.#store.listHoldingUntil(
      day(-ENDED_DAYS),
      day(ENDING_DAYS),
    );
    for (const waiver of waivers) {
      const hasEnded = waiver.until < dayOf(now);
      const news = this.#newsOf(waiver, hasEnded ? 'ended' : 'ending');
      const integration = await this.#projection.getFacets(waiver.entityRef);
      if (integration && (await this.#teller.isNew(news.occasion))) {
        const subject = this.#subjectOf(integration, waiver);
        await this.#knex.transaction(tx =>
          this.#tellBoth(tx, integration, waiver, {
            ...news,
            title: hasEnded
              ? `Waiver has ended: ${subject}`
              : `Waiver ends on ${waiver.until}: ${subject}`,
            lines: [
              hasEnded
                ? 'The check counts again.'
                : 'The check counts again after that day. Meet it, or renew the waiver.',
            ],
          }),
        );
      }
    }
  }

  #newsOf(
    { id, entityRef }: StoredWaiver,
    what: string,
  ): Omit<News, 'title' | 'lines'> {
    return {
      topic: 'scorecard-waiver',
      occasion: `waiver ${id} ${what}`,
      link: `/waivers?waiver=${encodeURIComponent(id)}`,
      severity: 'normal',
      entityRef,
    };
  }

  #subjectOf(
    { title, name }: IntegrationFacets,
    { checkId }: StoredWaiver,
  ): string {
    const item = this.#checklist.current.items.find(({ id }) => id === checkId);
    return `“${item?.title ?? checkId}” of ${title ?? name}`;
  }

  /** Who asked is told once, though the owner's group has them too. */
  async #tellBoth(
    tx: Knex.Transaction,
    { ownerRef }: IntegrationFacets,
    { askedBy }: StoredWaiver,
    news: News,
  ): Promise<void> {
    await this.#teller.tell(tx, [askedBy], { ...news, except: undefined });
    if (ownerRef !== askedBy) {
      await this.#teller.tell(tx, [ownerRef], {
        ...news,
        except: [askedBy, ...(news.except ?? [])],
      });
    }
  }
}
