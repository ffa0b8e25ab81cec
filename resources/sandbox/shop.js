/* A small frontend for trying out payments: sign in, buy, and see which courses are open. */

const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' })
const element = (id) => document.getElementById(id)

function report(text) {
  element('status').textContent = text
}

async function call(method, path, body) {
  const token = sessionStorage.getItem('token')
  const response = await fetch(`/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { token }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.message)
  return answer
}

async function show() {
  const isSignedIn = sessionStorage.getItem('token') !== null
  element('sign-in').hidden = isSignedIn
  element('shop').hidden = !isSignedIn
  if (!isSignedIn) return
  const [{ user }, { courses }] = await Promise.all([
    call('GET', 'user/me'),
    call('GET', 'course/all'),
  ])
  element('person').textContent = user.email
  element('courses').replaceChildren(...courses.map((course) => entryOf(course, user)))
}

function entryOf(course, user) {
  const entry = document.createElement('li')
  const price = course.price > 0 ? rupees.format(course.price) : 'free'
  entry.append(`${course.title} · ${price} `)
  if (user.subscription.includes(course._id)) entry.append('(yours)')
  else entry.append(buyButton(course))
  return entry
}

function buyButton(course) {
  const button = document.createElement('button')
  button.textContent = 'Buy'
  button.addEventListener(
    'click',
    attempt(() => buy(course))
  )
  return button
}

async function buy(course) {
  report('')
  const { order, message } = await call('POST', `course/checkout/${course._id}`, {})
  if (!order) {
    report(message)
    return show()
  }
  const checkout = new window.Razorpay({
    key: 'sandbox',
    name: 'Theta',
    description: course.title,
    order_id: order.id,
    handler: attempt((paid) => verify(course, paid)),
    modal: { ondismiss: attempt(show) },
  })
  checkout.open()
}

async function verify(course, paid) {
  const { message } = await call('POST', `verification/${course._id}`, paid)
  report(message)
  await show()
}

/** Reports errors instead of throwing them. */
function attempt(work) {
  return (...input) => Promise.resolve(work(...input)).catch(({ message }) => report(message))
}

async function signIn(form) {
  const { token } = await call('POST', 'user/login', Object.fromEntries(new FormData(form)))
  sessionStorage.setItem('token', token)
  report('')
  await show()
}

element('sign-in').addEventListener('submit', (event) => {
  event.preventDefault()
  attempt(signIn)(event.currentTarget)
})
element('sign-out').addEventListener('click', () => {
  sessionStorage.clear()
  show()
})
element('reload').addEventListener('click', attempt(show))
attempt(show)()
