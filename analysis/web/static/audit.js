// Auditing where scripts run: one key for each action, and the next point fetched before it is asked for.
// The page works without this. What is on its way to the server is kept here until the server has said that it is in.

const KEYS = 'everypoint-keys'
const PAUSE = 400 // milliseconds after a point was put in place in which a second press is meant for the one before
const ACTS = 'button[data-act]'
const unsaved = []
const given = new Set() // the points that were sent from here: a page of one that was fetched ahead may be from before
let ahead = null
let coming = null
let line = Promise.resolve()

setUp()
document.addEventListener('keydown', press)
document.addEventListener('submit', submit)
document.addEventListener('click', click)
document.addEventListener('click', refuse, true)
document.addEventListener('pointerdown', event => { if (!event.target.closest(ACTS)) touch() }, true)
document.addEventListener('change', change)
document.addEventListener('input', change)
addEventListener('popstate', () => location.reload())
addEventListener('beforeunload', event => { if (unsaved.length) event.preventDefault() })

function root () { return document.querySelector('[data-audit]') }
function find (what) { return root().querySelector(what) }
function name () { return `point ${root().dataset.label}` }

// After a page was loaded or put in place: the keys are shown, and the next point is fetched.
function setUp () {
  takeUp()
  const list = find('[data-keys]')
  if (list) {
    list.hidden = false
    find('[data-use-keys]').checked = usesKeys()
  }
  root().classList.toggle('ep-no-keys', !usesKeys())
  begin()
  ahead = coming = null
  const address = root().dataset.next
  if (address) coming = look(address).then(page => { if (root().dataset.next === address) ahead = page }, () => {})
}

// A point that was put in place this moment: what would record something of it is not taken yet, unless it was touched.
// Otherwise the second half of a double click would code the next point, which nobody has read.
function begin () {
  const point = root()
  point.dataset.untouched = ''
  point.dataset.fresh = ''
  setTimeout(() => { delete point.dataset.fresh }, PAUSE)
}

function touch () {
  if (!root()) return
  delete root().dataset.fresh
  delete root().dataset.untouched
}

function isTooSoon () { return 'fresh' in root().dataset }

function isBusy () { return Boolean(find('[data-form][aria-busy]')) }

// A click of a button that comes too soon, or is the second half of a slow double click, does nothing at all.
function refuse (event) {
  if (!event.target.closest(ACTS)) return
  const isSecond = event.detail > 1 && 'untouched' in root().dataset
  if (!isTooSoon() && !isBusy() && !isSecond) return
  event.preventDefault()
  event.stopPropagation()
}

function usesKeys () {
  try { return localStorage.getItem(KEYS) !== 'off' } catch { return true }
}

// What was begun on a point and not saved yet -----------------------------------------------------------------------

function draft (point = root().dataset.point) { return `everypoint-draft|${root().dataset.who}|${root().dataset.audit}|${point}` }

// Themes and memo as they are now are kept in this window, so that skipping or going back drops nothing.
function keep () {
  const form = find('[data-form]')
  if (!form) return
  const themes = [...form.querySelectorAll('[name=theme]:checked')].map(box => box.value)
  const made = { themes, memo: form.elements.memo.value, state: form.elements.state.value }
  try { sessionStorage.setItem(draft(), JSON.stringify(made)) } catch { /* it then holds while the page is there */ }
}

function drop (sent) {
  try { sessionStorage.removeItem(sent.draft) } catch { /* nothing was kept */ }
}

function takeUp () {
  const form = find('[data-form]')
  if (!form || find('.ep-problem')) return
  let kept
  try { kept = JSON.parse(sessionStorage.getItem(draft())) } catch { return }
  if (!kept) return
  // Where the point, the codebook or what was said of it is another since, the ticks may not fit; the memo does.
  if (kept.state === form.elements.state.value) {
    for (const box of form.querySelectorAll('[name=theme]')) box.checked = kept.themes.includes(box.value)
    form.elements.memo.value = kept.memo
  } else if (!form.elements.memo.value) {
    form.elements.memo.value = kept.memo
  }
}

// A theme that is part of others is given with them; one whose whole is taken away is taken away with it.
function imply (box) {
  const themes = [...find('[data-form]').querySelectorAll('[name=theme]')]
  const wider = theme => (theme.dataset.wider || '').split(' ')
  for (const theme of themes) {
    if (box.checked && wider(box).includes(theme.value)) theme.checked = true
    if (!box.checked && wider(theme).includes(box.value)) theme.checked = false
  }
}

function change (event) {
  if (event.type === 'change' && event.target.matches('[data-form] [name=theme]')) imply(event.target)
  if (event.target.closest('[data-form]') && event.target.matches('[name=theme], [name=memo]')) keep()
  if (!event.target.matches('[data-use-keys]')) return
  try { localStorage.setItem(KEYS, event.target.checked ? 'on' : 'off') } catch { /* it then holds for this page */ }
  root().classList.toggle('ep-no-keys', !event.target.checked)
}

// Pages ---------------------------------------------------------------------------------------------------------------

async function look (address, settings) {
  const answer = await fetch(address, settings)
  const made = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return { address: answer.url, ok: answer.ok, title: made.title, root: made.querySelector('[data-audit]'), made }
}

// A page that was fetched ahead does not know what has been saved since: that is taken over from the one before.
function show (page, isNewest = true) {
  // The line that tells what became of the last point stays the same element, so that a screen reader reads it out.
  const told = find('[data-told]')
  const next = document.importNode(page.root, true)
  const who = document.querySelector('.ep-header__who')
  const place = next.querySelector('.ep-told')
  if (told && place) { told.textContent = place.textContent; place.replaceWith(told) }
  if (!isNewest) catchUp(root(), next)
  root().replaceWith(next)
  who.replaceWith(document.importNode(page.made.querySelector('.ep-header__who'), true))
  if (isNewest) showSteps(page)
  document.title = page.title
  if (page.address !== location.href) history.pushState(null, '', page.address)
  scrollTo(0, 0)
  const first = find('.ep-problem') || find('h1')
  first.focus({ preventScroll: true })
  setUp()
}

function showSteps (page) {
  const steps = page.made.querySelector('.ep-journey')
  if (steps) document.querySelector('.ep-journey')?.replaceWith(document.importNode(steps, true))
}

function tell (text) {
  const told = find('.ep-told')
  if (unsaved.some(sent => sent.why)) return trouble(text)
  if (unsaved.length) return
  told.classList.remove('ep-told--trouble')
  told.textContent = text
}

// Saving --------------------------------------------------------------------------------------------------------------

function submit (event) {
  const form = event.target
  if (!form.matches('[data-form]')) return
  event.preventDefault()
  const button = event.submitter
  const isUndo = button.dataset.act === 'U'
  const fields = isUndo ? null : new FormData(form, button)
  const sent = {
    address: new URL(button.formAction || form.action, location.href).href,
    // What is to be taken back is known once all before it is in.
    fields: () => fields || new FormData(find('[data-form]')),
    point: root().dataset.point,
    draft: isUndo ? '' : draft(),
    label: name()
  }
  given.add(sent.point)
  sent.waits = isUndo || !goOn(sent)
  send(sent)
  // Whoever is faster than that sees the next point once it is there, or what became of this one, whichever comes first.
  if (sent.waits && !isUndo && coming) {
    coming.then(() => { if (isWaiting(sent) && unsaved.includes(sent) && !sent.why) sent.waits = !goOn(sent) })
  }
}

// Whether the point still lies there because its answer is awaited; what lies there else may have been worked on.
function isWaiting (sent) { return sent.waits && root().dataset.point === sent.point }

// Whether the next point is there as it stands now. Behind the last point comes the first that is left, which may be one
// whose answer was still on its way.
function isAheadFresh () { return Boolean(ahead && ahead.root && !given.has(ahead.root.dataset.point)) }

// To the next point, if it is there; says whether it was.
function goOn (sent) {
  const point = isAheadFresh() && ahead.ok && ahead.root.dataset.point
  if (!point || point === sent.point || root().dataset.point !== sent.point) return false
  show(ahead, false)
  tell(`Saving ${sent.label} …`)
  return true
}

// One after the other, in the order in which they were given.
function send (sent) {
  unsaved.push(sent)
  const form = find('[data-form]')
  if (sent.waits && form) form.setAttribute('aria-busy', 'true')
  line = line.then(() => deliver(sent)).finally(() => { if (form) form.removeAttribute('aria-busy') })
}

async function deliver (sent) {
  let page
  try {
    page = await look(sent.address, { method: 'POST', body: sent.fields() })
  } catch {
    sent.why = 'the program does not answer. It may have been stopped, or the connection was lost.'
    return trouble()
  }
  if (!page.ok) {
    sent.page = page.root ? page : null
    sent.why = page.root ? `${text(page.root, '[data-why]')}.` : page.made.querySelector('[data-why]')?.dataset.why || text(page.made, 'main p') || text(page.made, 'main')
    if (sent.page && isWaiting(sent)) { forget(sent); return show(page) }
    return trouble()
  }
  drop(sent)
  forget(sent)
  if (isWaiting(sent) || !root().dataset.point) return show(page)
  // The next point is there already and may have been worked on: only what stands above it is made new.
  catchUp(page.root, root())
  showSteps(page)
  tell(text(page.root, '.ep-told'))
}

// How far it is, and what can be taken back, from one page into another.
function catchUp (from, into) {
  const standing = from.querySelector('[data-standing]')
  if (standing) into.querySelector('[data-standing]').replaceWith(document.importNode(standing, true))
  const last = from.querySelector('[data-last]')
  if (!last || !into.querySelector('[data-last]')) return
  into.querySelector('[data-last]').value = last.value
  into.querySelector('[data-act="U"]').disabled = !last.value
  into.querySelector('[data-last-label]').textContent = from.querySelector('[data-last-label]').textContent
}

function text (part, where) {
  const found = part.querySelector(where)
  return found ? found.textContent.trim().replace(/\s+/g, ' ') : ''
}

function forget (sent) {
  const place = unsaved.indexOf(sent)
  if (place >= 0) unsaved.splice(place, 1)
  trouble()
}

// What could not be saved is named, kept, and can be sent again; the server records nothing twice.
function trouble (also = '') {
  const told = find('.ep-told')
  const failed = unsaved.filter(sent => sent.why)
  told.classList.toggle('ep-told--trouble', failed.length > 0)
  if (!failed.length) return
  told.replaceChildren(...failed.map(sent => {
    const line = document.createElement('span')
    line.append(`Not saved: ${sent.label}, because ${sent.why} Your choices are kept here. `)
    line.append(button(sent.page ? 'Look at it again' : 'Try again', () => again(sent)))
    return line
  }), also)
}

function again (sent) {
  const page = sent.page
  if (page) { forget(sent); return show(page) }
  const place = unsaved.indexOf(sent)
  if (place >= 0) unsaved.splice(place, 1)
  delete sent.why
  trouble()
  sent.waits = root().dataset.point === sent.point
  send(sent)
}

function button (words, act) {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = words
  made.addEventListener('click', act)
  return made
}

// Keys and clicks -----------------------------------------------------------------------------------------------------

function press (event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !root()) return
  if (event.target.matches('textarea, select, input:not([type=checkbox], [type=radio])')) {
    if (event.key === 'Escape') find('h1').focus()
    return
  }
  const isAct = /^[sxu]$/i.test(event.key)
  if (!isAct && !/^(Shift|Control|Alt|Meta)$/.test(event.key)) touch()
  if (!usesKeys() || !find('[data-form]')) return
  const theme = find(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)
  const act = find(`[data-act="${CSS.escape(event.key.toUpperCase())}"]`)
  if (theme) {
    theme.click()
    tell(`${theme.labels[0].querySelector('.ep-theme__name').textContent}: ${theme.checked ? 'given' : 'not given'}.`)
  } else if (act) {
    const isTaken = !isAct || !(isTooSoon() || isBusy())
    if (isAct && isTooSoon()) tell('Not saved: the point had only just appeared. Press the key again.')
    if (!act.disabled && isTaken) act.matches('a') ? skip(act) : act.form.requestSubmit(act)
  } else if (event.key.toLowerCase() === 'm') {
    find('#memo').focus()
  } else if (event.key.toLowerCase() === 't' && find('#note-words')) {
    const folded = find('#note-words').closest('details')
    if (folded) folded.open = true
    find('#note-words').focus()
  } else {
    return
  }
  event.preventDefault()
}

function click (event) {
  const link = event.target.closest('a[data-act="N"]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
  event.preventDefault()
  skip(link)
}

async function skip (link) {
  const from = name()
  const taken = isAheadFresh() ? ahead : null
  const page = taken || await line.then(() => look(link.href)).catch(() => null)
  if (!page || !page.root) return tell('The next point cannot be fetched: the program does not answer.')
  show(page, page !== taken)
  tell(`Skipped: ${from}.`)
}
