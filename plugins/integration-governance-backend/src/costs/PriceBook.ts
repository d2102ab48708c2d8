import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Pattern } from '@tieline/plugin-integrations-common';
import {
  CostRange,
  Price,
  PriceList,
} from '@tieline/plugin-integrations-common/governance';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** The price list that ships with the package. */
const SHIPPED_VERSION = '2026-11';
const CONFIG_KEY = 'integrationGovernance.prices';
/** Far above any real figure, and low enough that sums stay exact to the cent. */
const HIGHEST = 1e9;

interface ShippedPrice extends CostRange {
  id: string;
  title: string;
  /** `{currency}` stands for the list's. */
  unit: string;
  pattern?: Pattern;
  /** Whether it is in the list's currency. */
  money?: boolean;
  /** Whether it is a limit of a tariff, which has no range. */
  exact?: boolean;
}

export interface PriceFile {
  version: string;
  currency: string;
  prices: ShippedPrice[];
}

/** The unit prices and efforts: the shipped examples, and in their place what the organisation entered. */
export class PriceBook {
  readonly list: PriceList;
  readonly #byId: ReadonlyMap<string, Price>;

  /** @throws InputError that names the path of a figure that can't be taken */
  static async read(config: Config): Promise<PriceBook> {
    const path = resolvePackagePath(
      '@tieline/plugin-integration-governance-backend',
      `costs/${SHIPPED_VERSION}.yaml`,
    );
    return new PriceBook(parse(await readFile(path, 'utf8')), config);
  }

  /** @throws InputError that names the path of a figure that can't be taken */
  constructor(file: PriceFile, config: Config) {
    const entered = config.getOptionalConfig(CONFIG_KEY);
    const known = new Set(file.prices.map(({ id }) => id));
    const unknown = entered?.keys().find(id => !known.has(id));
    if (unknown !== undefined) {
      throw new InputError(
        `${CONFIG_KEY}.${unknown} is no price that costs are calculated from. There are: ${[...known].join(', ')}.`,
      );
    }
    const currency = readCurrency(file, entered);
    const symbol = currency === 'EUR' ? '€' : currency;
    const items = file.prices.map((shipped): Price => {
      const { money, exact, ...price } = shipped;
      return {
        ...price,
        unit: price.unit.replace('{currency}', symbol),
        source: 'example',
        isExample: true,
        ...readEntered(shipped, entered),
      };
    });
    this.list = { items, currency, version: file.version };
    this.#byId = new Map(items.map(item => [item.id, item]));
    if (this.get('tier-ipaas-1').expected > this.get('tier-ipaas-2').expected) {
      throw new InputError(
        `${CONFIG_KEY}.tier-ipaas-1.expected is above tier-ipaas-2: the first tier has to end before the second.`,
      );
    }
  }

  /** @throws Error where there is no such price */
  get(id: string): Price {
    const price = this.#byId.get(id);
    if (!price) {
      throw new Error(`There is no price ${id}`);
    }
    return price;
  }
}

function readEntered(shipped: ShippedPrice, entered: Config | undefined) {
  const own = entered?.getOptionalConfig(shipped.id);
  if (!own) {
    return {};
  }
  const path = `${CONFIG_KEY}.${shipped.id}`;
  const unknown = own
    .keys()
    .find(
      key => !['low', 'expected', 'high', 'source', 'currency'].includes(key),
    );
  if (unknown !== undefined) {
    throw new InputError(
      `${path}.${unknown} is not known: a price has low, expected, high, source and currency.`,
    );
  }
  const figure = (key: string, value: number | undefined) => {
    if (value === undefined || !Number.isFinite(value)) {
      throw new InputError(`${path}.${key} is missing: give a number.`);
    }
    if (value < 0 || value > HIGHEST) {
      throw new InputError(
        `${path}.${key} is ${value}: it has to be from 0 to ${HIGHEST}.`,
      );
    }
    return value;
  };
  const expected = figure('expected', own.getOptionalNumber('expected'));
  const low = figure('low', own.getOptionalNumber('low') ?? expected);
  const high = figure('high', own.getOptionalNumber('high') ?? expected);
  if (low > expected) {
    throw new InputError(
      `${path}.low, ${low}, is above expected, ${expected}.`,
    );
  }
  if (high < expected) {
    throw new InputError(
      `${path}.high, ${high}, is below expected, ${expected}.`,
    );
  }
  if (shipped.exact && low !== high) {
    throw new InputError(
      `${path} is where a tier ends, which has no range: give expected alone.`,
    );
  }
  if (!shipped.money && own.has('currency')) {
    throw new InputError(
      `${path}.currency has no meaning: the unit is ${shipped.unit}.`,
    );
  }
  const source = own.getOptionalString('source');
  if (!source) {
    throw new InputError(
      `${path}.source is missing: say where the figure comes from, such as a contract.`,
    );
  }
  return { low, expected, high, source, isExample: false };
}

/** Nothing is converted, so all that is money has to be in one currency. */
function readCurrency(file: PriceFile, entered: Config | undefined): string {
  const money = file.prices.filter(price => price.money);
  const currencies = money.map(
    ({ id }) => entered?.getOptionalString(`${id}.currency`) ?? file.currency,
  );
  const chosen = currencies.find(item => item !== file.currency);
  if (chosen === undefined) {
    return file.currency;
  }
  if (!/^[A-Z]{3}$/.test(chosen)) {
    const { id } = money[currencies.indexOf(chosen)];
    throw new InputError(
      `${CONFIG_KEY}.${id}.currency is ${chosen}: give three letters, such as CHF.`,
    );
  }
  const other = currencies.findIndex(item => item !== chosen);
  if (other >= 0) {
    throw new InputError(
      `${CONFIG_KEY}.${money[other].id}.currency is ${currencies[other]}, that of others ${chosen}. Nothing is converted: give every price in one currency.`,
    );
  }
  return chosen;
}
