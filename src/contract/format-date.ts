/** `full-date` of RFC 3339 §5.6, with the days that the month has. */
export function isDate(value: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** `full-time` of RFC 3339 §5.6; a second of 60 only where UTC has leap seconds, at the end of a day (§5.7). */
export function isTime(value: string): boolean {
  const match = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i.exec(value);
  if (!match) return false;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [offsetHour, offsetMinute] = [Number(match[5] ?? 0), Number(match[6] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false;
  const offset = (offsetHour * 60 + offsetMinute) * (match[4] === '-' ? -1 : 1);
  const utc = (hour * 60 + minute - offset + 2 * minutesOfDay) % minutesOfDay;
  return second < 60 || utc === minutesOfDay - 1;
}

/** `date-time` of RFC 3339 §5.6. */
export function isDateTime(value: string): boolean {
  if (plainDateTime.test(value)) return true;
  return /^.{10}t/i.test(value) && isDate(value.slice(0, 10)) && isTime(value.slice(11));
}

/** `duration` of RFC 3339 appendix A. */
export function isDuration(value: string): boolean {
  return durationPattern.test(value);
}

const minutesOfDay = 24 * 60;
/** Nearly all correct values are of this form, and it can be told at once. */
const plainDateTime =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const time = 'T(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S)';
const date = '(?:\\d+Y(?:\\d+M(?:\\d+D)?)?|\\d+M(?:\\d+D)?|\\d+D)';
const durationPattern = new RegExp(`^P(?:${date}(?:${time})?|${time}|\\d+W)$`);

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
