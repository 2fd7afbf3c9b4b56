// Only a column of answers has a question, and only one that asks for consent has meanings: for others they are put away.
for (const column of document.querySelectorAll('.ep-column')) {
  const role = column.querySelector('[data-column] select')
  const show = () => {
    for (const part of column.querySelectorAll('[data-when]')) {
      part.hidden = !part.dataset.when.split(' ').includes(role.value)
      for (const folded of part.querySelectorAll('details')) folded.open = !part.hidden
    }
  }
  role.addEventListener('change', show)
  show()
}
