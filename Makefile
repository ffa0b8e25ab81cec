# Commands for the local stack (compose.yaml). `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help dev down status logs test db-backup db-restore db-reset clean

compose := docker compose $(if $(PROFILE),--profile $(PROFILE))
now     := $(shell date +%Y-%m-%dT%H%M%S)
BACKUP  ?= backups/$(now)

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dev: ## Build and start everything at http://localhost:3000 (with dashboards: PROFILE=monitoring)
	$(compose) up --build --detach --wait app worker $(if $(PROFILE),prometheus grafana blackbox-exporter postgres-exporter redis-exporter)
	@echo 'API http://localhost:3000   mails http://localhost:8025$(if $(PROFILE),   dashboards http://localhost:3001)'

down: ## Stop everything and keep the data
	docker compose --profile '*' down

status: ## Show the state of all services
	docker compose --profile '*' ps

logs: ## Follow the logs (of one service: SERVICE=app)
	docker compose logs --follow --tail 100 $(SERVICE)

test: ## Run the functional tests on this stack, in a separate test database
	docker compose up --detach --wait postgres mongo redis
	docker compose exec postgres psql -U theta -qc 'drop database if exists theta_test' -c 'create database theta_test'
	NODE_ENV=test DATABASE_URL=postgres://theta:theta@127.0.0.1:5432/theta_test REDIS_URL=redis://127.0.0.1:6379/1 \
	MONGODB_URI='mongodb://127.0.0.1:27017/theta_test?directConnection=true' \
	sh -c 'node ace migration:run --force && node ace test functional'

db-backup: ## Back up both databases to a new folder (or to BACKUP=…)
	mkdir -p '$(BACKUP)'
	docker compose exec -T postgres pg_dump -U theta -Fc theta > '$(BACKUP)/postgres.dump'
	docker compose exec -T mongo mongodump --quiet --db theta --archive --gzip > '$(BACKUP)/mongo.archive.gz'
	@echo 'Written to $(BACKUP)'

db-restore: ## Restore both databases from BACKUP=backups/… (overwrites their current data)
	@test -f '$(BACKUP)/postgres.dump' || { echo 'Name the backup: make db-restore BACKUP=backups/…'; exit 1; }
	docker compose stop app worker
	docker compose exec -T postgres pg_restore -U theta -d theta --clean --if-exists --exit-on-error < '$(BACKUP)/postgres.dump'
	docker compose exec -T mongo mongorestore --quiet --drop --archive --gzip < '$(BACKUP)/mongo.archive.gz'
	docker compose up --detach --wait app worker

db-reset: ## Empty both databases and Redis
	docker compose stop app worker
	docker compose exec postgres psql -U theta -qc 'drop schema public cascade' -c 'create schema public'
	docker compose exec mongo mongosh --quiet theta --eval 'db.dropDatabase()'
	docker compose exec redis redis-cli flushall
	docker compose up --detach --wait app worker

clean: ## Stop everything and delete its data and image
	docker compose --profile '*' down --volumes --remove-orphans --rmi local
