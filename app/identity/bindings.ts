import type { Container } from '@adonisjs/core/container'
import type { ContainerBindings } from '@adonisjs/core/types'
import Passwords from '#app/identity/passwords'

export default function bind(container: Container<ContainerBindings>) {
  container.singleton(Passwords, () => new Passwords())
}
