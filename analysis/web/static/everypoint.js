// What every page gains where scripts run. Nothing here is needed: each page works without it.
import { initAll } from './govuk/govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
watch()

// A page that says how often it changes has its part marked data-live fetched again and put in place. One without such a
// part stands for a page that is not there yet, and is loaded again when that is.
function watch () {
  const asked = document.querySelector('meta[name="everypoint-refresh"]')
  if (!asked) return
  const seconds = Number(asked.content)
  setTimeout(look, seconds * 1000)

  async function look () {
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
      if (answer.redirected) return location.replace(answer.url)
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const isOver = !next.querySelector('meta[name="everypoint-refresh"]')
      if (isOver && !document.querySelector('[data-live]')) return location.reload()
      swap(next)
      if (isOver) return
    } catch {
      // The program may have been stopped: what is on the page stays, and it is asked again.
    }
    setTimeout(look, seconds * 1000)
  }
}

// Text that stays the same is left alone, so that a screen reader says only what has changed and focus stays where it is.
function swap (next) {
  const now = document.querySelectorAll('[data-live]')
  const then = next.querySelectorAll('[data-live]')
  now.forEach((part, n) => {
    if (then[n] && part.innerHTML !== then[n].innerHTML && !part.contains(document.activeElement)) {
      part.innerHTML = then[n].innerHTML
    }
  })
}
