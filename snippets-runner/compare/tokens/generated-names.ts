/**
 * The first words of the names that Docker generates for containers, such as `happy_turing`: the `left` list of
 * moby's `internal/namesgenerator`.
 */
const ADJECTIVES =
  'admiring adoring affectionate agitated amazing angry awesome beautiful blissful bold boring brave busy charming ' +
  'clever compassionate competent condescending confident cool cranky crazy dazzling determined distracted dreamy ' +
  'eager ecstatic elastic elated elegant eloquent epic exciting fervent festive flamboyant focused friendly frosty ' +
  'funny gallant gifted goofy gracious great happy hardcore heuristic hopeful hungry infallible inspiring ' +
  'intelligent interesting jolly jovial keen kind laughing loving lucid magical modest musing mystifying naughty ' +
  'nervous nice nifty nostalgic objective optimistic peaceful pedantic pensive practical priceless quirky quizzical ' +
  'recursing relaxed reverent romantic sad serene sharp silly sleepy stoic strange stupefied suspicious sweet tender ' +
  'thirsty trusting unruffled upbeat vibrant vigilant vigorous wizardly wonderful xenodochial youthful zealous zen';

/** Docker appends a digit if the name is taken. */
export const GENERATED_NAME = `(?:${ADJECTIVES.replaceAll(' ', '|')})_[a-z]+\\d?(?![\\w-])`;
