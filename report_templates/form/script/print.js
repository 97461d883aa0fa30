// @ts-check
/* On paper everything is open but what is empty. */

let isPrinting = false;
let closedBefore = [];

/** On paper it is open unless it would be empty; afterwards it is as it was. */
function beforePrint() {
  isPrinting = true;
  showDuties(current);
  closedBefore = all('details').filter(
    (node) =>
      !node.open &&
      (node.id !== 'offices' || namesOffices()) &&
      (!node.classList.contains('review') || node.querySelector('.verdict').textContent)
  );
  closedBefore.forEach((node) => {
    node.open = true;
  });
}

function afterPrint() {
  isPrinting = false;
  closedBefore.forEach((node) => {
    node.open = false;
  });
}
