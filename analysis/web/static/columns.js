// Only a column of answers has a question: for other columns the choice of one is put away.
for (const column of document.querySelectorAll('[data-column]')) {
  const role = column.querySelector('select')
  const show = () => {
    for (const part of column.querySelectorAll('[data-when]')) {
      part.hidden = !part.dataset.when.split(' ').includes(role.value)
    }
  }
  role.addEventListener('change', show)
  show()
}
