"""Every table of the first release, and PostgreSQL's row-level security."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tenants",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("conversion_target", sa.Integer(), nullable=False),
        sa.Column("good_below", sa.BigInteger(), nullable=False),
        sa.Column("risk_above", sa.BigInteger(), nullable=False),
        sa.Column("payment_days", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenants")),
    )
    op.create_table(
        "counters",
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_counters_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "kind", name=op.f("pk_counters")),
    )
    op.create_table(
        "deliveries",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued", "claimed", "sending", "sent", "failed", name="deliverystate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("maybe_sent", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_deliveries_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_deliveries_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "key", name=op.f("uq_deliveries_tenant_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["tenant_id", "not_before"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'claimed', 'sending')"),
        postgresql_where=sa.text("state IN ('queued', 'claimed', 'sending')"),
    )
    op.create_table(
        "digests",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("follow_up_ids", sa.JSON(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_digests_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("tenant_id", "channel_id", "ts", name=op.f("uq_digests_tenant_id_channel_id_ts")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_digests_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_digests_tenant_id_posted_on"), "digests", ["tenant_id", "posted_on"], unique=False)
    op.create_table(
        "engagement_days",
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_engagement_days_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "day", name=op.f("pk_engagement_days")),
    )
    op.create_table(
        "lead_counts",
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "new",
                "contacted",
                "qualified",
                "negotiation",
                "converted",
                "lost",
                name="leadstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("leads", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_lead_counts_tenant_id")),
        sa.PrimaryKeyConstraint(
            "tenant_id", "created_month", "source_id", "campaign_id", "stage", "status", name=op.f("pk_lead_counts")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger_days",
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("debited", sa.BigInteger(), nullable=False),
        sa.Column("credited", sa.BigInteger(), nullable=False),
        sa.Column("invoiced", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_ledger_days_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "day", name=op.f("pk_ledger_days")),
    )
    op.create_table(
        "members",
        sa.Column("slack_user_id", sa.String(length=32), nullable=True),
        sa.Column("team_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column(
            "role", sa.Enum("rep", "manager", "admin", name="role", native_enum=False, length=32), nullable=False
        ),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_members_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_members_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "slack_user_id", name=op.f("uq_members_tenant_id_team_id_slack_user_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_members_tenant_id_name_key"), "members", ["tenant_id", "name_key"], unique=False)
    op.create_table(
        "sources",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "website",
                "email",
                "phone",
                "referral",
                "event",
                "social",
                "direct",
                "digital",
                "traditional",
                "partner",
                name="sourcetype",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subsource", sa.String(length=200), nullable=True),
        sa.Column("channel", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_sources_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("uq_sources_tenant_id_code")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_sources_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unit_types",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("existing", sa.Integer(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_unit_types_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_types")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_unit_types_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "name_key", name=op.f("uq_unit_types_tenant_id_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "workspaces",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bot_user_id", sa.String(length=32), nullable=False),
        sa.Column("encrypted_bot_token", sa.Text(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_workspaces_tenant_id")),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_workspaces")),
    )
    op.create_table(
        "campaigns",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "email",
                "social",
                "referral",
                "event",
                "digital",
                "traditional",
                "direct",
                "outbound",
                name="campaigntype",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("expected_roi", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "status",
            sa.Enum("active", "inactive", "completed", "paused", name="campaignstatus", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"], ["members.tenant_id", "members.id"], name=op.f("fk_campaigns_tenant_id_owner_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_campaigns_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("uq_campaigns_tenant_id_code")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_campaigns_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "customers",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "name_key",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"], ["members.tenant_id", "members.id"], name=op.f("fk_customers_tenant_id_owner_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_customers_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("uq_customers_tenant_id_code")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_customers_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_customers_tenant_id_name_key_id"), "customers", ["tenant_id", "name_key", "id"], unique=False
    )
    op.create_table(
        "writes",
        sa.Column("submission", sa.String(length=255), nullable=True),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"], ["members.tenant_id", "members.id"], name=op.f("fk_writes_tenant_id_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "undoes_id"], ["writes.tenant_id", "writes.id"], name=op.f("fk_writes_tenant_id_undoes_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_writes_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writes")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_writes_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "submission", name=op.f("uq_writes_tenant_id_submission")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "accounts",
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("unapplied", sa.BigInteger(), nullable=False),
        sa.Column("invoiced", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            name=op.f("fk_accounts_tenant_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_accounts_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "customer_id", name=op.f("pk_accounts")),
    )
    op.create_index(
        "ix_accounts_unapplied",
        "accounts",
        ["tenant_id", "customer_id", "unapplied"],
        unique=False,
        sqlite_where=sa.text("unapplied > 0"),
        postgresql_where=sa.text("unapplied > 0"),
    )
    op.create_table(
        "changes",
        sa.Column("write_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "write_id"], ["writes.tenant_id", "writes.id"], name=op.f("fk_changes_tenant_id_write_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_changes_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_changes_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_changes_tenant_id_kind_record_id"), "changes", ["tenant_id", "kind", "record_id"], unique=False
    )
    op.create_index(op.f("ix_changes_tenant_id_write_id"), "changes", ["tenant_id", "write_id"], unique=False)
    op.create_table(
        "leads",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("company", sa.String(length=200), nullable=True),
        sa.Column(
            "name_key",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "company_key",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email_key", sa.String(length=254), nullable=True),
        sa.Column("phone_key", sa.String(length=40), nullable=True),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "new",
                "contacted",
                "qualified",
                "negotiation",
                "converted",
                "lost",
                name="leadstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("created_month", sa.Integer(), nullable=True),
        sa.Column("last_activity_on", sa.Date(), nullable=True),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=100), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "campaign_id"],
            ["campaigns.tenant_id", "campaigns.id"],
            name=op.f("fk_leads_tenant_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "merged_into_id"],
            ["leads.tenant_id", "leads.id"],
            name=op.f("fk_leads_tenant_id_merged_into_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"], ["members.tenant_id", "members.id"], name=op.f("fk_leads_tenant_id_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source_id"], ["sources.tenant_id", "sources.id"], name=op.f("fk_leads_tenant_id_source_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_leads_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leads")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("uq_leads_tenant_id_code")),
        sa.UniqueConstraint("tenant_id", "external_id", name=op.f("uq_leads_tenant_id_external_id")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_leads_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_leads_campaign",
        "leads",
        ["tenant_id", "campaign_id", "stage", "status"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_leads_company",
        "leads",
        ["tenant_id", "company_key"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_leads_deleted",
        "leads",
        ["tenant_id", "deleted_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index(
        "ix_leads_email",
        "leads",
        ["tenant_id", "email_key"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_leads_funnel",
        "leads",
        ["tenant_id", "created_month", "stage", "status", "created_on"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_leads_name",
        "leads",
        ["tenant_id", "name_key"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_leads_open",
        "leads",
        ["tenant_id", "last_activity_on", "id", "owner_id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND status IN ('new', 'contacted', 'qualified', 'negotiation')"),
        postgresql_where=sa.text("deleted_at IS NULL AND status IN ('new', 'contacted', 'qualified', 'negotiation')"),
    )
    op.create_index(
        "ix_leads_owner",
        "leads",
        ["tenant_id", "owner_id", "created_month", "created_on"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_leads_phone",
        "leads",
        ["tenant_id", "phone_key"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_leads_source",
        "leads",
        ["tenant_id", "source_id", "stage"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "schedules",
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=100), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column(
            "cadence",
            sa.Enum("daily", "weekdays", "weekly", "monthly", name="cadence", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("creator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "campaign_id"],
            ["campaigns.tenant_id", "campaigns.id"],
            name=op.f("fk_schedules_tenant_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "creator_id"],
            ["members.tenant_id", "members.id"],
            name=op.f("fk_schedules_tenant_id_creator_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"], ["members.tenant_id", "members.id"], name=op.f("fk_schedules_tenant_id_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source_id"],
            ["sources.tenant_id", "sources.id"],
            name=op.f("fk_schedules_tenant_id_source_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_schedules_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_schedules_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "bookings",
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("unit_type_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_count", sa.Integer(), nullable=False),
        sa.Column("delivery_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "confirmed",
                "on_hold",
                "cancelled",
                "completed",
                name="bookingstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancellation_reason", sa.Text(), nullable=True),
        sa.Column("refund", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_bookings_amount")),
        sa.CheckConstraint("unit_count > 0", name=op.f("ck_bookings_unit_count")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            name=op.f("fk_bookings_tenant_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "lead_id"], ["leads.tenant_id", "leads.id"], name=op.f("fk_bookings_tenant_id_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "unit_type_id"],
            ["unit_types.tenant_id", "unit_types.id"],
            name=op.f("fk_bookings_tenant_id_unit_type_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_bookings_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("uq_bookings_tenant_id_code")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_bookings_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bookings_customer", "bookings", ["tenant_id", "customer_id", "booked_on"], unique=False)
    op.create_index(
        "ix_bookings_month", "bookings", ["tenant_id", "booked_on", "status", "amount", "unit_count"], unique=False
    )
    op.create_index(
        "ix_bookings_stock", "bookings", ["tenant_id", "unit_type_id", "status", "unit_count"], unique=False
    )
    op.create_index(op.f("ix_bookings_tenant_id_lead_id"), "bookings", ["tenant_id", "lead_id"], unique=False)
    op.create_table(
        "engagements",
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "email_sent",
                "call_made",
                "message_sent",
                "meeting_scheduled",
                "proposal_sent",
                "quote_sent",
                name="engagementtype",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "email", "phone", "sms", "whatsapp", "in_person", "video", name="channel", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("happened_at", sa.Time(), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum("positive", "neutral", "negative", name="outcome", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column(
            "status",
            sa.Enum("completed", "pending", "failed", name="engagementstatus", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("responded_on", sa.Date(), nullable=True),
        sa.Column("response_notes", sa.Text(), nullable=True),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "lead_id"], ["leads.tenant_id", "leads.id"], name=op.f("fk_engagements_tenant_id_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"],
            ["members.tenant_id", "members.id"],
            name=op.f("fk_engagements_tenant_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_engagements_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagements")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_engagements_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_engagements_day",
        "engagements",
        ["tenant_id", "happened_on", "status", "member_id", "lead_id"],
        unique=False,
    )
    op.create_index(
        "ix_engagements_pending",
        "engagements",
        ["tenant_id", "happened_on"],
        unique=False,
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(
        op.f("ix_engagements_tenant_id_lead_id_happened_on"),
        "engagements",
        ["tenant_id", "lead_id", "happened_on"],
        unique=False,
    )
    op.create_table(
        "lead_words",
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "words",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "lead_id"],
            ["leads.tenant_id", "leads.id"],
            name=op.f("fk_lead_words_tenant_id_lead_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_lead_words_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "lead_id", "words", name=op.f("pk_lead_words")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_lead_words_search", "lead_words", ["tenant_id", "words", "lead_id"], unique=False)
    op.create_table(
        "milestones",
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "lead_generated",
                "contacted",
                "site_visit",
                "revisit",
                "demo",
                "proposal",
                "negotiation",
                "booking",
                "cancellation",
                "reengaged",
                name="milestonetype",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("happened_at", sa.Time(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("location", sa.String(length=200), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum("positive", "neutral", "negative", name="outcome", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("visited_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "lead_id"], ["leads.tenant_id", "leads.id"], name=op.f("fk_milestones_tenant_id_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "visited_by_id"],
            ["members.tenant_id", "members.id"],
            name=op.f("fk_milestones_tenant_id_visited_by_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_milestones_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_milestones_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_milestones_tenant_id_lead_id_happened_on"),
        "milestones",
        ["tenant_id", "lead_id", "happened_on"],
        unique=False,
    )
    op.create_index(
        "ix_milestones_visits",
        "milestones",
        ["tenant_id", "happened_on", "visited_by_id", "lead_id"],
        unique=False,
        sqlite_where=sa.text("visited_by_id IS NOT NULL"),
        postgresql_where=sa.text("visited_by_id IS NOT NULL"),
    )
    op.create_table(
        "schedule_slots",
        sa.Column("schedule_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("skipped_why", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "schedule_id"],
            ["schedules.tenant_id", "schedules.id"],
            name=op.f("fk_schedule_slots_tenant_id_schedule_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_schedule_slots_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_slots")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_schedule_slots_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "schedule_id", "due_at", name=op.f("uq_schedule_slots_tenant_id_schedule_id_due_at")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "follow_ups",
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("milestone_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("engagement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("pending", "done", "dropped", name="followupstatus", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("settled_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settled_by_engagement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "engagement_id"],
            ["engagements.tenant_id", "engagements.id"],
            name=op.f("fk_follow_ups_tenant_id_engagement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "lead_id"], ["leads.tenant_id", "leads.id"], name=op.f("fk_follow_ups_tenant_id_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "milestone_id"],
            ["milestones.tenant_id", "milestones.id"],
            name=op.f("fk_follow_ups_tenant_id_milestone_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"],
            ["members.tenant_id", "members.id"],
            name=op.f("fk_follow_ups_tenant_id_owner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "settled_by_engagement_id"],
            ["engagements.tenant_id", "engagements.id"],
            name=op.f("fk_follow_ups_tenant_id_settled_by_engagement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "settled_by_id"],
            ["milestones.tenant_id", "milestones.id"],
            name=op.f("fk_follow_ups_tenant_id_settled_by_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_follow_ups_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_follow_ups_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_follow_ups_pending",
        "follow_ups",
        ["tenant_id", "due_on", "id", "owner_id", "lead_id"],
        unique=False,
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(op.f("ix_follow_ups_tenant_id_lead_id"), "follow_ups", ["tenant_id", "lead_id"], unique=False)
    op.create_table(
        "ledger_entries",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "invoice",
                "payment",
                "credit_note",
                "debit_note",
                "adjustment",
                name="entrytype",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("debit", sa.BigInteger(), nullable=False),
        sa.Column("credit", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=True),
        sa.Column("description", sa.String(length=200), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(debit > 0 AND credit = 0) OR (credit > 0 AND debit = 0)", name=op.f("ck_ledger_entries_one_side")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "booking_id"],
            ["bookings.tenant_id", "bookings.id"],
            name=op.f("fk_ledger_entries_tenant_id_booking_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            name=op.f("fk_ledger_entries_tenant_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "reverses_id"],
            ["ledger_entries.tenant_id", "ledger_entries.id"],
            name=op.f("fk_ledger_entries_tenant_id_reverses_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_ledger_entries_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("uq_ledger_entries_tenant_id_code")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_ledger_entries_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "reverses_id", name=op.f("uq_ledger_entries_tenant_id_reverses_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_ledger_entries_account", "ledger_entries", ["tenant_id", "customer_id", "entered_on", "id"], unique=False
    )
    op.create_index(
        op.f("ix_ledger_entries_tenant_id_booking_id"), "ledger_entries", ["tenant_id", "booking_id"], unique=False
    )
    op.create_table(
        "sales",
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "confirmed",
                "on_hold",
                "cancelled",
                "completed",
                name="bookingstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("lead_created_on", sa.Date(), nullable=True),
        sa.Column("lead_is_deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "booking_id"],
            ["bookings.tenant_id", "bookings.id"],
            name=op.f("fk_sales_tenant_id_booking_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_sales_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "booking_id", name=op.f("pk_sales")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "status_changes",
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "from_status",
            sa.Enum(
                "new",
                "contacted",
                "qualified",
                "negotiation",
                "converted",
                "lost",
                name="leadstatus",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_status",
            sa.Enum(
                "new",
                "contacted",
                "qualified",
                "negotiation",
                "converted",
                "lost",
                name="leadstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("milestone_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("engagement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "engagement_id"],
            ["engagements.tenant_id", "engagements.id"],
            name=op.f("fk_status_changes_tenant_id_engagement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "lead_id"], ["leads.tenant_id", "leads.id"], name=op.f("fk_status_changes_tenant_id_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"],
            ["members.tenant_id", "members.id"],
            name=op.f("fk_status_changes_tenant_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "milestone_id"],
            ["milestones.tenant_id", "milestones.id"],
            name=op.f("fk_status_changes_tenant_id_milestone_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_status_changes_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_changes")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_status_changes_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_status_changes_tenant_id_lead_id"), "status_changes", ["tenant_id", "lead_id"], unique=False
    )
    op.create_table(
        "account_lines",
        sa.Column("tenant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("open", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            name=op.f("fk_account_lines_tenant_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entry_id"],
            ["ledger_entries.tenant_id", "ledger_entries.id"],
            name=op.f("fk_account_lines_tenant_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_account_lines_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "entry_id", name=op.f("pk_account_lines")),
    )
    op.create_index(
        "ix_account_lines_account",
        "account_lines",
        ["tenant_id", "customer_id", "entered_on", "entry_id"],
        unique=False,
    )
    op.create_index(
        "ix_account_lines_open",
        "account_lines",
        ["tenant_id", "customer_id", "entered_on", "entry_id", "due_on", "open"],
        unique=False,
        sqlite_where=sa.text("open > 0"),
        postgresql_where=sa.text("open > 0"),
    )
    _keep_ledger()
    if op.get_bind().dialect.name == "postgresql":
        _keep_tenants_apart()


def _keep_tenants_apart() -> None:
    """Force row-level security on every table with a tenant, for a role that can't bypass it."""
    inspector = sa.inspect(op.get_bind())
    op.execute(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'milepost_app') THEN "
        "CREATE ROLE milepost_app NOLOGIN NOBYPASSRLS; END IF; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    )
    # An administrator may have granted it, to a user who may grant nothing.
    op.execute(
        "DO $$ BEGIN GRANT milepost_app TO CURRENT_USER; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$"
    )
    op.execute("SET LOCAL ROLE milepost_app")
    op.execute("RESET ROLE")
    op.execute("GRANT USAGE ON SCHEMA public TO milepost_app")
    op.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO milepost_app")
    for table in inspector.get_table_names():
        if table == "workspaces" or all(column["name"] != "tenant_id" for column in inspector.get_columns(table)):
            continue
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO milepost_app")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_rows ON {table} "
            "USING (tenant_id = NULLIF(current_setting('milepost.tenant', true), '')::bigint)"
        )


def _keep_ledger() -> None:
    """Refuse to change or delete a ledger entry, whoever asks."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'ledger entries are never changed' USING ERRCODE = '23001'; END $$"
        )
        for changes, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            op.execute(
                f"CREATE TRIGGER ledger_entries_stay_{each.lower()} BEFORE {changes} ON ledger_entries "
                f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
            )
        return
    # INSERT OR REPLACE deletes the row in its way, without asking the trigger of a deletion.
    in_the_way = (
        "id = NEW.id",
        *(f"tenant_id = NEW.tenant_id AND {name} = NEW.{name}" for name in ("code", "reverses_id")),
    )
    replacing = " OR ".join(f"EXISTS (SELECT 1 FROM ledger_entries WHERE {which})" for which in in_the_way)
    for change, condition in (("UPDATE", ""), ("DELETE", ""), ("INSERT", f"WHEN {replacing} ")):
        op.execute(
            f"CREATE TRIGGER ledger_entries_stay_{change.lower()} BEFORE {change} ON ledger_entries {condition}"
            "BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END"
        )


def downgrade() -> None:
    op.drop_index(
        "ix_account_lines_open",
        table_name="account_lines",
        sqlite_where=sa.text("open > 0"),
        postgresql_where=sa.text("open > 0"),
    )
    op.drop_index("ix_account_lines_account", table_name="account_lines")
    op.drop_table("account_lines")
    op.drop_index(op.f("ix_status_changes_tenant_id_lead_id"), table_name="status_changes")
    op.drop_table("status_changes")
    op.drop_table("sales")
    op.drop_index(op.f("ix_ledger_entries_tenant_id_booking_id"), table_name="ledger_entries")
    op.drop_index("ix_ledger_entries_account", table_name="ledger_entries")
    op.drop_table("ledger_entries")
    op.drop_index(op.f("ix_follow_ups_tenant_id_lead_id"), table_name="follow_ups")
    op.drop_index(
        "ix_follow_ups_pending",
        table_name="follow_ups",
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.drop_table("follow_ups")
    op.drop_table("schedule_slots")
    op.drop_index(
        "ix_milestones_visits",
        table_name="milestones",
        sqlite_where=sa.text("visited_by_id IS NOT NULL"),
        postgresql_where=sa.text("visited_by_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_milestones_tenant_id_lead_id_happened_on"), table_name="milestones")
    op.drop_table("milestones")
    op.drop_index("ix_lead_words_search", table_name="lead_words")
    op.drop_table("lead_words")
    op.drop_index(op.f("ix_engagements_tenant_id_lead_id_happened_on"), table_name="engagements")
    op.drop_index(
        "ix_engagements_pending",
        table_name="engagements",
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.drop_index("ix_engagements_day", table_name="engagements")
    op.drop_table("engagements")
    op.drop_index(op.f("ix_bookings_tenant_id_lead_id"), table_name="bookings")
    op.drop_index("ix_bookings_stock", table_name="bookings")
    op.drop_index("ix_bookings_month", table_name="bookings")
    op.drop_index("ix_bookings_customer", table_name="bookings")
    op.drop_table("bookings")
    op.drop_table("schedules")
    op.drop_index(
        "ix_leads_source",
        table_name="leads",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_leads_phone",
        table_name="leads",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_leads_owner",
        table_name="leads",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_leads_open",
        table_name="leads",
        sqlite_where=sa.text("deleted_at IS NULL AND status IN ('new', 'contacted', 'qualified', 'negotiation')"),
        postgresql_where=sa.text("deleted_at IS NULL AND status IN ('new', 'contacted', 'qualified', 'negotiation')"),
    )
    op.drop_index(
        "ix_leads_name",
        table_name="leads",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_leads_funnel",
        table_name="leads",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_leads_email",
        table_name="leads",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_leads_deleted",
        table_name="leads",
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_leads_company",
        table_name="leads",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_leads_campaign",
        table_name="leads",
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_table("leads")
    op.drop_index(op.f("ix_changes_tenant_id_write_id"), table_name="changes")
    op.drop_index(op.f("ix_changes_tenant_id_kind_record_id"), table_name="changes")
    op.drop_table("changes")
    op.drop_index(
        "ix_accounts_unapplied",
        table_name="accounts",
        sqlite_where=sa.text("unapplied > 0"),
        postgresql_where=sa.text("unapplied > 0"),
    )
    op.drop_table("accounts")
    op.drop_table("writes")
    op.drop_index(op.f("ix_customers_tenant_id_name_key_id"), table_name="customers")
    op.drop_table("customers")
    op.drop_table("campaigns")
    op.drop_table("workspaces")
    op.drop_table("unit_types")
    op.drop_table("sources")
    op.drop_index(op.f("ix_members_tenant_id_name_key"), table_name="members")
    op.drop_table("members")
    op.drop_table("ledger_days")
    op.drop_table("lead_counts")
    op.drop_table("engagement_days")
    op.drop_index(op.f("ix_digests_tenant_id_posted_on"), table_name="digests")
    op.drop_table("digests")
    op.drop_index(
        "ix_deliveries_waiting",
        table_name="deliveries",
        sqlite_where=sa.text("state IN ('queued', 'claimed', 'sending')"),
        postgresql_where=sa.text("state IN ('queued', 'claimed', 'sending')"),
    )
    op.drop_table("deliveries")
    op.drop_table("counters")
    op.drop_table("tenants")
