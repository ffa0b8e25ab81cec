import payments from '#config/payments'
import { smtpServer } from '#config/mail'
import { linkTo } from '#app/admin/layout/navigation'

export interface SetupStep {
  label: string
  /** What is missing without it. */
  hint: string
  isDone: boolean
  link: string | null
}

/** Lists what a new installation needs before learners can come. */
export function setupSteps({ hasSecondFactor }: { hasSecondFactor: boolean }): SetupStep[] {
  const system = linkTo('admin.system.show')
  return [
    {
      label: 'Connect Razorpay',
      hint: 'Payments go to a sandbox until RAZORPAY_KEY_ID is set.',
      isDone: payments.razorpay !== undefined,
      link: system,
    },
    {
      label: 'Connect a mail server',
      hint: 'Emails are written to files until SMTP_URL is set.',
      isDone: smtpServer !== undefined,
      link: system,
    },
    {
      label: 'Set up two-factor authentication',
      hint: 'Your account is protected by a password only.',
      isDone: hasSecondFactor,
      link: linkTo('admin.account.second_factor.create'),
    },
    {
      label: 'Create your first course',
      hint: 'A title is enough to start.',
      isDone: false,
      link: linkTo('admin.courses.create'),
    },
  ]
}
