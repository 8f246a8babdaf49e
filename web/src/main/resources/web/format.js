// Numbers, units, times and names as people read them. Pure: the same input gives the same text.

export const DASH = '\u2014';
const THIN = '\u2009';

// Units that take any SI prefix in reading. The others (mbar, Torr, degC, %) are read as they are.
const PREFIXED = ['K', 'V', 'A', 'W', 'Ohm', 'Hz'];
const PREFIXES = {p: 1e-12, n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9};
const SPELLED = {degC: '°C', Ohm: 'Ω'};

function split(unit) {
  const base = PREFIXED.find(
      one => unit === one || (unit.endsWith(one) && unit.slice(0, -one.length) in PREFIXES));
  return base ? {base, scale: PREFIXES[unit.slice(0, -base.length)]} : null;
}

/** A unit as it is printed: °C, mΩ, µA. */
export function unitText(unit) {
  if (SPELLED[unit]) return SPELLED[unit];
  const parts = split(unit);
  if (!parts) return unit;
  const prefix = unit.slice(0, -parts.base.length);
  return (prefix === 'u' ? 'µ' : prefix) + (SPELLED[parts.base] ?? parts.base);
}

const trimmed = text => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/**
 * At most three significant digits and no more than the value has, thin spaces between thousands,
 * 3.2e-9 where no prefix fits.
 */
export function number(value, digits = 3) {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
    return minus(`${trimmed(mantissa)}e${Number(exponent)}`);
  }
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const text = trimmed(value.toFixed(decimals));
  const [whole, fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, THIN);
  return minus(fraction ? `${grouped}.${fraction}` : grouped);
}

const minus = text => text.replace(/^-/, '\u2212');

/** A value with the prefix that reads best: {text: '9.31', unit: 'mK'}. */
export function quantity(value, unit, digits = 3) {
  const parts = split(unit);
  if (!parts || value === 0) return {text: number(value, digits), unit: unitText(unit)};
  const plain = value * parts.scale;
  const size = Math.abs(plain);
  const steps = parts.base === 'K'
      ? [['', 1], ['m', 1e-3], ['u', 1e-6]]
      : [['G', 1e9], ['M', 1e6], ['k', 1e3], ['', 1], ['m', 1e-3], ['u', 1e-6], ['n', 1e-9], ['p', 1e-12]];
  // 1 500 V reads better than 1.5 kV: a prefix is taken from ten thousand on
  const fits = steps.find(([prefix, scale]) => size >= scale * (scale > 1 ? 10 : 0.9995))
      ?? steps[steps.length - 1];
  return {
    text: number(plain / fits[1], digits),
    unit: unitText(fits[0] + parts.base),
  };
}

export function quantityText(value, unit, digits = 3) {
  const {text, unit: symbol} = quantity(value, unit, digits);
  return symbol ? `${text} ${symbol}` : text;
}

/** 12 s, 4 min, 1 h 31 min, 3 d. */
export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return `${s} s`;
  const min = Math.round(s / 60);
  if (min < 90) return `${min} min`;
  const hours = Math.floor(min / 60);
  if (hours < 48) return min % 60 ? `${hours} h ${min % 60} min` : `${hours} h`;
  return `${Math.round(hours / 24)} d`;
}

/** Formats instants (milliseconds) in the station's zone, 24 hours a day. */
export function clock(zone) {
  const of = options => new Intl.DateTimeFormat('en-GB', {timeZone: zone, hourCycle: 'h23', ...options});
  const time = of({hour: '2-digit', minute: '2-digit'});
  const seconds = of({hour: '2-digit', minute: '2-digit', second: '2-digit'});
  const day = of({weekday: 'short'});
  const date = of({day: 'numeric', month: 'short'});
  const key = of({year: 'numeric', month: '2-digit', day: '2-digit'});
  const name = of({timeZoneName: 'short'});
  const zoneName = at => name.formatToParts(at).find(part => part.type === 'timeZoneName').value;
  return {
    time: at => time.format(at),
    seconds: at => seconds.format(at),
    weekday: at => day.format(at),
    date: at => date.format(at),
    dayKey: at => key.format(at),
    full: at => `${day.format(at)} ${seconds.format(at)} ${zoneName(at)}`,
    exact: at => `${day.format(at)} ${date.format(at)} ${seconds.format(at)} ${zoneName(at)}`,
    /** 16:37 today, Thu 16:37 this week, 3 Mar 16:37 before. */
    near(at, now) {
      if (key.format(at) === key.format(now)) return time.format(at);
      const old = now - at > 6 * 86400e3 || at > now;
      return `${(old ? date : day).format(at)} ${time.format(at)}`;
    },
  };
}

/** 1st, 2nd, 3rd, 24th. */
export function ordinal(n) {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  return n + (teen ? 'th' : ['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
}

export const plural = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

const QUANTITIES = ['temperature', 'pressure'];

// mxc, p3, 4k, v12 and the like are names; water-out is words
function word(text) {
  const short = text.length <= 4 && !/[aeiouy]/.test(text.replace(/^\d+/, ''));
  return short ? text.toUpperCase() : text;
}

const sentence = text => text.charAt(0).toUpperCase() + text.slice(1);

const words = text => text.split(/[-_.]/).map(word).join(' ');

/** The name that a card shows: MXC, P3, Compressor water out; the instrument is told apart. */
export function channelName(id) {
  const [, ...parts] = id.split('/');
  if (parts.length === 2 && QUANTITIES.includes(parts[1])) return sentence(words(parts[0]));
  return sentence(parts.map(words).join(' '));
}

/** The name with its instrument, where channels of several are shown. */
export const fullName = (id, several) => (several ? `${channelName(id)} ${id.split('/')[0]}` : channelName(id));

/** The name within its group: Water out, V3. */
export function shortName(id) {
  const parts = id.split('/');
  return sentence(words(parts[parts.length - 1]));
}

export function groupName(text) {
  return sentence(words(text));
}
