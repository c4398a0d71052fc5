/** Something the shop sells. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  /** In the shop's own currency of the country. */
  readonly price: number;
}

const RANGE: Readonly<Record<string, readonly (readonly [name: string, price: number])[]>> = {
  Kitchen: [
    ["Enamel kettle", 49.9],
    ["Cast-iron pan", 64],
    ["Bread knife", 28.5],
    ["Salad bowl, ash", 39],
    ["Espresso cups, set of 4", 32],
    ["Pepper mill", 45],
    ["Linen tea towels", 19.9],
  ],
  Living: [
    ["Wool throw", 89],
    ["Reading lamp", 119],
    ["Beeswax candles", 14.5],
    ["Rug, 140 × 200", 249],
    ["Oak side table", 179],
    ["Cushion cover", 24.9],
  ],
  Garden: [
    ["Secateurs", 34.9],
    ["Watering can, 9 l", 42],
    ["Herb seeds", 6.5],
    ["Folding chair", 79],
    ["Bird feeder", 29],
  ],
  Bath: [
    ["Bath towel", 27.5],
    ["Olive soap", 7.9],
    ["Shower brush", 12],
    ["Laundry basket", 54],
  ],
  Children: [
    ["Wooden blocks", 36],
    ["Night light", 26.5],
    ["Picture book", 15],
    ["Balance bike", 99],
  ],
};

/** The whole range. */
export const PRODUCTS: readonly Product[] = Object.entries(RANGE).flatMap(([category, items]) =>
  items.map(([name, price], i) => ({
    sku: `${category.slice(0, 2).toUpperCase()}-${String(101 + i)}`,
    name,
    category,
    price,
  })),
);
