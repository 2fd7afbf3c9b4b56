// Deciding about personal data by keys; the page works without them. After a decision the next passage is where one was.

const PLACE = 'everypoint-passage'
const DECISIONS = { w: 'confirmed', p: 'rejected', u: 'reopened' }
const passages = [...document.querySelectorAll('[data-passage]')]

const keys = document.querySelector('[data-keys]')
if (keys) keys.hidden = false
document.addEventListener('keydown', press)
document.addEventListener('submit', event => remember(event.target.closest('[data-passage]')))
goBack()

function current () { return passages.findIndex(passage => passage.contains(document.activeElement)) }

function go (number) {
  const passage = passages[Math.min(Math.max(number, 0), passages.length - 1)]
  if (passage) passage.focus()
}

// The list is the shorter by the passage that was decided: what is at its place now is the next one.
function remember (passage) {
  if (passage) sessionStorage.setItem(PLACE, String(passages.indexOf(passage)))
}

function goBack () {
  const number = sessionStorage.getItem(PLACE)
  sessionStorage.removeItem(PLACE)
  if (number !== null) go(Number(number))
}

function press (event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  if (event.target.closest('input, textarea, select')) return
  if (event.key === 'j') return go(current() + 1)
  if (event.key === 'k') return go(Math.max(current() - 1, 0))
  const passage = passages[current()]
  const button = passage && DECISIONS[event.key] && passage.querySelector(`[data-decision="${DECISIONS[event.key]}"]`)
  if (button) button.click()
}
