// While files are on their way, say so: the browser itself shows nothing until they have arrived. What cannot be taken is
// told before it is sent, and files may be dropped anywhere on the page: beside the field a browser would open them.
const form = document.getElementById('upload')
const field = form?.querySelector('input[type="file"]')
const status = document.getElementById('sending')
const trouble = document.getElementById('not-sent')

form?.addEventListener('submit', event => {
  const files = field.files
  const most = Number(form.dataset.most)
  tell('')
  if (!files.length) return
  if (files.length > most) {
    event.preventDefault()
    tell(`These are ${shown(files.length)} files; ${shown(most)} are taken at once. Nothing was sent. ` +
      'Pack them into an archive (ZIP) and choose that, or send them in parts.')
    return
  }
  const megabytes = [...files].reduce((sum, file) => sum + file.size, 0) / 1e6
  status.hidden = false
  status.textContent = `Sending ${files.length === 1 ? '1 file' : shown(files.length) + ' files'} (${megabytes.toFixed(1)} MB) …`
})

document.addEventListener('dragover', event => {
  if (!form || !carriesFiles(event)) return
  event.preventDefault()
  form.classList.add('ep-dropping')
})
document.addEventListener('dragleave', event => {
  if (!event.relatedTarget) form?.classList.remove('ep-dropping')
})
// Before the field sees it: a folder cannot be sent as a file.
document.addEventListener('drop', event => {
  if (!form || !carriesFiles(event)) return
  event.preventDefault()
  form.classList.remove('ep-dropping')
  const folder = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).find(entry => entry?.isDirectory)
  tell(folder ? `${folder.name} is a folder. Pack it into an archive (ZIP) and drop that, or choose the files in it.` : '')
  if (!folder && event.target.closest?.('.govuk-file-upload-button')) return
  event.stopPropagation()
  if (folder) return
  field.files = event.dataTransfer.files
  field.dispatchEvent(new CustomEvent('change'))
}, true)

function carriesFiles (event) {
  return event.dataTransfer?.types.includes('Files')
}

function tell (text) {
  trouble.textContent = text
  trouble.hidden = !text
}

function shown (number) {
  return number.toLocaleString('en-GB')
}
