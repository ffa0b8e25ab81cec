resource "aws_ecr_repository" "this" {
  name = var.prefix

  # Tags are immutable, so a rollback deploys exactly the same image.
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  repository = aws_ecr_repository.this.name

  # The parts of a version (images per architecture, attestations) have no tag, and ECR keeps them as long as a tagged
  # version refers to them. If the rule counted them too, only 4 of 20 versions would be kept.
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "What lost its tag goes after a week"
        selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 7 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "The newest versions stay"
        selection    = { tagStatus = "tagged", tagPatternList = ["*"], countType = "imageCountMoreThan", countNumber = var.kept_images }
        action       = { type = "expire" }
      },
    ]
  })
}
