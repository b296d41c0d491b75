// Evidence: files that go out piece by piece, and moments of recordings.
import { startBoxes } from "./evidence/box";
import { startMarks } from "./evidence/marks";

startMarks();
startBoxes(document);
document.addEventListener("tongpan:part", (event) => {
  startBoxes((event as CustomEvent<ParentNode>).detail);
});
