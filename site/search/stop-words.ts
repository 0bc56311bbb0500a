/** Words of a query that say nothing about what is looked for. */
import { stem } from './words.ts';

const ENGLISH = new Set(
  (
    'a about after all am an and any are as at be been being but by can cant could did do does doesnt dont for from ' +
    'get gets give got has have how i if in into is isnt it its just me my of on or should so some such than that the ' +
    'their them then there this to us use using via want was we were what when where which while who why will with ' +
    'work works would you your'
  )
    .split(' ')
    .map(stem),
);

/** Between two of them, a Chinese query is cut, so that no pair of characters reaches across. */
const CHINESE =
  /怎么样?|怎样|如何|为什么|为何|是什么(?:意思)?|什么(?:叫|是)?|哪[个些里]|多少|可以|请问|能不能|是否|之后|以后|之间|一个|[的了吗呢吧和与跟]/gu;

/** @param term as `wordsOf` returns it */
export function isStopWord(term: string): boolean {
  return ENGLISH.has(term);
}

/** Returns a text of the same length. */
export function withoutChineseStopWords(query: string): string {
  return query.replace(CHINESE, (found) => ' '.repeat(found.length));
}
