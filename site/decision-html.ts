/**
 * Makes the answers of a decision open what follows from them. `snippets-runner/tutorial/page/decisions.ts` has checked
 * that the HTML is a question and nested lists, and that each item begins with its answer in bold.
 */

/** Of two answers to the same question, one is open at a time. @param id begins the names that say so */
export function decisionHtml(html: string, id: string): string {
  const questions: number[] = [];
  let count = 0;
  return html.replace(LIST_PARTS, (part, answer?: string, text?: string) => {
    if (part === '<ul>') questions.push(++count);
    else if (part === '</ul>') questions.pop();
    else if (part === '</li>') return '</details></li>';
    else return `<li><details name="${id}-${questions.at(-1)}"><summary>${answer}</summary><p>${text}</p>`;
    return part;
  });
}

/** The beginning of a list; its end; an item with its answer and the text after it, a paragraph or not; its end. */
const LIST_PARTS =
  /<\/?ul>|<li>\s*(?:<p>)?<strong>(.*?)[.。]?<\/strong>[:：。]?\s*(.*?)(?:<\/p>|(?=\s*(?:<ul>|<\/li>)))|<\/li>/gsu;
